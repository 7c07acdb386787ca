-- Dress callouts, leads, folds and page breaks the same way in every format.
--
-- Pandoc meets callouts as plain divisions, Quarto as nodes of its own; both arrive here, so that
-- neither engine needs a Typst package or its own style sheet for them.

local kinds = {
  ["callout-note"] = "note",
  ["callout-tip"] = "tip",
  ["callout-important"] = "important",
  ["callout-warning"] = "warning",
  ["callout-caution"] = "caution",
}
local labels = {}

local function raw(text)
  return pandoc.RawBlock("typst", text)
end

local function typst_box(opening, blocks)
  local result = pandoc.Blocks({ raw(opening) })
  result:extend(blocks)
  result:insert(raw("]"))
  return result
end

local function typst_callout(kind, title, content)
  local result = pandoc.Blocks({ raw('#callout-box(kind: "' .. kind .. '", title: ['), pandoc.Plain(title) })
  result:extend(typst_box("])[", content))
  return result
end

local function styled(style, content)
  return pandoc.Div(content, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

-- In Word a callout is a table of one cell, whose table style draws the box around any content.
local function word_callout(kind, title, content)
  local name = "Callout " .. kind:sub(1, 1):upper() .. kind:sub(2)
  local result = pandoc.Blocks({
    pandoc.RawBlock("openxml", table.concat({
      "<w:tbl><w:tblPr>",
      '<w:tblStyle w:val="' .. name:gsub(" ", "") .. '"/><w:tblW w:w="4900" w:type="pct"/>',
      '<w:tblInd w:w="100" w:type="dxa"/><w:tblLook w:val="0000"/></w:tblPr>',
      '<w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>',
      '<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="5000" w:type="pct"/></w:tcPr>',
    })),
    styled(name .. " Title", { pandoc.Para(title) }),
  })
  result:extend(content)
  -- A cell must end with a paragraph, and two tables need one between them.
  local spacer = '<w:p><w:pPr><w:pStyle w:val="Spacer"/></w:pPr></w:p>'
  local closing = #content > 0 and content[#content].t ~= "Table" and "" or spacer
  result:insert(pandoc.RawBlock("openxml", closing .. "</w:tc></w:tr></w:tbl>" .. spacer))
  return result
end

local function html_callout(kind, title, content, identifier)
  local heading = pandoc.Div({ pandoc.Para(title) }, pandoc.Attr("", { "callout-title" }))
  local blocks = pandoc.Blocks({ heading })
  blocks:extend(content)
  local attr = pandoc.Attr(identifier, { "callout", "callout-" .. kind }, { role = "note" })
  return pandoc.Blocks({ pandoc.Div(blocks, attr) })
end

local function callout(kind, title, content, identifier)
  if #title == 0 then
    title = pandoc.Inlines({ pandoc.Str(labels[kind] or (kind:sub(1, 1):upper() .. kind:sub(2))) })
  end
  if FORMAT == "typst" then return typst_callout(kind, title, content) end
  if FORMAT == "docx" then return word_callout(kind, title, content) end
  return html_callout(kind, title, content, identifier)
end

local function titled(div)
  local content = div.content
  local given = div.attributes["title"]
  if given then return pandoc.Inlines({ pandoc.Str(given) }), content end
  if #content > 0 and content[1].t == "Header" then
    local title = content[1].content
    content:remove(1)
    return title, content
  end
  return pandoc.Inlines({}), content
end

local function page_break()
  if FORMAT == "typst" then return raw("#pagebreak(weak: true)") end
  if FORMAT == "docx" then
    return pandoc.RawBlock("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
  end
  return nil
end

local function lead(div)
  if FORMAT == "typst" then return typst_box("#lead-text[", div.content) end
  if FORMAT == "docx" then return styled("Lead", div.content) end
  return nil
end

-- A fold opens and closes without a script; where nothing can, its content simply stands there.
local function fold(div)
  local title, content = titled(div)
  if not FORMAT:match("^html") then
    content:insert(1, pandoc.Para({ pandoc.Strong(title) }))
    return content
  end
  local result = pandoc.Blocks({
    pandoc.RawBlock("html", '<details class="fold"><summary>'),
    pandoc.Plain(title),
    pandoc.RawBlock("html", "</summary>"),
  })
  result:extend(content)
  result:insert(pandoc.RawBlock("html", "</details>"))
  return result
end

local function read_labels(meta)
  for kind, text in pairs(meta["report-words"] or {}) do
    labels[kind] = pandoc.utils.stringify(text)
  end
end

local function division(div)
  for _, class in ipairs(div.classes) do
    if kinds[class] then
      local title, content = titled(div)
      return callout(kinds[class], title, content, div.identifier)
    end
  end
  if div.classes:includes("page-break") then return page_break() end
  if div.classes:includes("fold") then return fold(div) end
  if div.classes:includes("lead") then return lead(div) end
  return nil
end

-- Quarto hands a title over as inlines, as a block of them, as text, or not at all.
local function quarto_inlines(title)
  if title == nil then return pandoc.Inlines({}) end
  local kind = pandoc.utils.type(title)
  if kind == "Inlines" then return title end
  if kind == "Block" and title.content then return pandoc.Inlines(title.content) end
  if kind == "Blocks" then return pandoc.utils.blocks_to_inlines(title) end
  return pandoc.Inlines({ pandoc.Str(pandoc.utils.stringify(title)) })
end

local function quarto_blocks(content)
  local kind = pandoc.utils.type(content)
  if kind == "Blocks" then return content end
  if kind == "Block" then return pandoc.Blocks({ content }) end
  return pandoc.Blocks(content or {})
end

local function quarto_callout(node)
  local kind = kinds["callout-" .. tostring(node.type)] or "note"
  local identifier = node.attr and node.attr.identifier or ""
  return callout(kind, quarto_inlines(node.title), quarto_blocks(node.content), identifier)
end

-- In a PDF Quarto makes a reference a call, at whose end older writers lose a semicolon.
local function kept_semicolons(inlines)
  for i = 1, #inlines - 1 do
    local after = inlines[i + 1]
    if inlines[i].t == "Cite" and after.t == "Str" and after.text:sub(1, 1) == ";" then
      after.text = "\u{2060}" .. after.text
    end
  end
  return inlines
end

-- Word describes a picture by what Pandoc takes for its caption; not every Quarto fills that in.
local function described(image)
  local alternative = image.attributes["fig-alt"]
  if alternative then image.caption = pandoc.Inlines({ pandoc.Str(alternative) }) end
  return image
end

local nodes = { Div = division }
if quarto then
  nodes.Callout = quarto_callout
  if FORMAT == "typst" then nodes.Inlines = kept_semicolons end
  if FORMAT == "docx" then nodes.Image = described end
end

return { { Meta = read_labels }, nodes }
