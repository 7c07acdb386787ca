-- Tables that hold together on paper, fit a phone, and do not say the same of every cell.

local short_table = 13 -- rows, its head included, as in the Typst template
local many_columns = 5 -- more than a phone shows side by side, or one less beside long text
local long_name = 12 -- letters
local long_word = 9 -- letters of a column's name; more than a quarter of a phone's line holds
local wide_text, long_text = 9, 24 -- letters; more than a quarter and a half of a phone's line hold
local many_classes = 9 -- columns that the style sheet has a class for

local function styled(style, content)
  return pandoc.Div(content, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

-- In Word every row but the last keeps with the next one, so that a short table stays whole.
-- Pandoc gives plain text in cells a style of its own, paragraphs the one they are asked to have.
local function kept_row(row)
  row.cells = row.cells:map(function(cell)
    local paragraphs = cell.contents:map(function(block)
      return block.t == "Plain" and pandoc.Para(block.content) or block
    end)
    cell.contents = pandoc.Blocks({ styled("Table Kept", paragraphs) })
    return cell
  end)
  return row
end

local function kept_whole(tbl)
  local left = #tbl.head.rows
  for _, body in ipairs(tbl.bodies) do left = left + #body.body end
  if left > short_table then return nil end
  local function but_the_last(row)
    left = left - 1
    return left > 0 and kept_row(row) or row
  end
  local head = tbl.head
  head.rows = head.rows:map(but_the_last)
  tbl.head = head
  tbl.bodies = tbl.bodies:map(function(body)
    body.body = body.body:map(but_the_last)
    return body
  end)
  return tbl
end

local function label(cell, name)
  local said = pandoc.utils.stringify(cell.contents)
  if said ~= "" then cell.attributes["data-column"] = name end
  local length = utf8.len(said)
  if length > long_text then cell.attributes["data-size"] = "long"
  elseif length > wide_text then cell.attributes["data-size"] = "wide" end
end

local function has_long_text(tbl)
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for column, cell in ipairs(row.cells) do
        local most = column == 1 and long_name or long_text
        if utf8.len(pandoc.utils.stringify(cell.contents)) > most then return true end
      end
    end
  end
  return false
end

local function has_long_word(name)
  for word in name:gmatch("%S+") do
    if utf8.len(word) > long_word then return true end
  end
  return false
end

-- On a phone the cells of a wide table stand below each other, each under the name of its column.
local function stack(tbl)
  if #tbl.colspecs < (has_long_text(tbl) and many_columns - 1 or many_columns) or #tbl.head.rows ~= 1 then
    return
  end
  local names = tbl.head.rows[1].cells:map(function(cell) return pandoc.utils.stringify(cell.contents) end)
  tbl.bodies = tbl.bodies:map(function(body)
    for _, row in ipairs(body.body) do
      for column, cell in ipairs(row.cells) do
        if column > 1 then label(cell, names[column]) end
      end
    end
    return body
  end)
  tbl.classes:insert("stackable")
  for _, name in ipairs(names) do
    if has_long_word(name) then return tbl.classes:insert("roomy") end
  end
end

-- A class of the table instead of a style for each cell: it is a good part of a long page.
local function aligned_by_class(tbl)
  for column, spec in ipairs(tbl.colspecs) do
    if column > many_classes or spec[1] == "AlignCenter" then return end
  end
  local unaligned = {}
  for column, spec in ipairs(tbl.colspecs) do
    if spec[1] == "AlignRight" then tbl.classes:insert("right-" .. column) end
    unaligned[column] = { "AlignDefault", spec[2] }
  end
  tbl.colspecs = unaligned
end

local function fitted(tbl)
  stack(tbl)
  aligned_by_class(tbl)
  return tbl
end

local made = { docx = kept_whole, html = fitted }

return { { Table = made[FORMAT:match("^html") or FORMAT] } }
