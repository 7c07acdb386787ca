-- What Quarto's own filters do to a document before and after ours, as far as reports use it.
--
-- Callouts and what has a caption reach our filter as nodes of their own, not as the divisions,
-- figures and tables of Pandoc; afterwards each is written as Quarto writes it for a format.

local told = pandoc.json.decode(os.getenv("LIKE_QUARTO"), false)
local nbsp = "\u{a0}"
local kept = {} -- what a node holds besides its content, by the number that its division bears
local counts = { fig = 0, tbl = 0, eq = 0 }
local numbers = {}
local delimiter = ":"

quarto = { version = told.version } -- its presence is how a filter knows where it runs

local function complain(text)
  io.stderr:write("WARNING (main.lua:1) " .. text .. "\n")
end

-- Nodes of Quarto's own ------------------------------------------------------------------------

local function node(kind, facts, content)
  kept[#kept + 1] = facts
  facts.kind = kind
  local attributes = { __quarto_custom = "true", __quarto_custom_id = tostring(#kept) }
  return pandoc.Div(content, pandoc.Attr("", {}, attributes))
end

local function facts_of(div)
  local id = div.attributes["__quarto_custom_id"]
  return id and kept[tonumber(id)] or nil
end

local function callout_node(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind then
      local title, content = div.attributes.title, div.content
      if not title and #content > 0 and content[1].t == "Header" then
        title = content:remove(1).content
      end
      return node("Callout", { type = kind, title = title, attr = div.attr }, content)
    end
  end
end

local function figure_node(figure)
  local image
  figure:walk({ Image = function(i) image = image or i end })
  local facts = { ref = "fig", id = figure.identifier, caption = figure.caption.long, image = image }
  return node("Float", facts, figure.content)
end

local function label_in_caption(tbl)
  local inlines = pandoc.utils.blocks_to_inlines(tbl.caption.long)
  local text = pandoc.utils.stringify(inlines)
  local label, rest = text:match("{#(tbl%-[%w-]+)%s*([^}]*)}$")
  if not label then return tbl.identifier, inlines end
  for i, inline in ipairs(inlines) do
    if inline.t == "Str" and inline.text:match("^{#tbl%-") then
      local widths = rest:match('tbl%-colwidths=[“"]?(%[[%d,]+%])')
      if widths then tbl.attributes["tbl-colwidths"] = widths end
      inlines = pandoc.Inlines({ table.unpack(inlines, 1, i - 1) })
      break
    end
  end
  return label, inlines
end

local function table_node(tbl)
  local id, caption = label_in_caption(tbl)
  if #caption == 0 then return nil end
  tbl.identifier, tbl.caption = "", { long = {} }
  return node("Float", { ref = "tbl", id = id, caption = { pandoc.Plain(caption) } }, { tbl })
end

-- Our filters ------------------------------------------------------------------------------------

-- A filter gets nothing for no block, a block for one, and a list for several.
local function slot(blocks)
  if #blocks == 1 then return blocks[1] end
  return #blocks > 1 and blocks or nil
end

local function with_theirs(doc, file)
  for _, filter in ipairs(dofile(file)) do
    local handle, callout = {}, filter.Callout
    for name, does in pairs(filter) do handle[name] = does end
    handle.Callout = nil
    handle.Div = function(div)
      local facts = facts_of(div)
      if not facts then return filter.Div and filter.Div(div) end
      if facts.kind == "Callout" and callout then
        return callout({
          type = facts.type,
          title = facts.title and pandoc.Plain(facts.title),
          attr = facts.attr,
          content = slot(div.content),
        })
      end
    end
    doc = doc:walk(handle)
  end
  return doc
end

-- Conditional content ----------------------------------------------------------------------------

local function conditional(div)
  local visible, hidden = div.classes:includes("content-visible"), div.classes:includes("content-hidden")
  if not visible and not hidden then return nil end
  local when, unless = div.attributes["when-format"], div.attributes["unless-format"]
  local applies = (not when or when == FORMAT) and (not unless or unless ~= FORMAT)
  return applies == visible and div.content or {}
end

-- Numbers and references -------------------------------------------------------------------------

local function numbered_float(div)
  local facts = facts_of(div)
  if not facts or facts.kind ~= "Float" then return nil end
  if facts.id == "" and FORMAT ~= "typst" then return nil end
  counts[facts.ref] = counts[facts.ref] + 1
  numbers[facts.id] = tostring(counts[facts.ref])
end

local function numbered_sections(doc)
  local counters = { 0, 0, 0, 0, 0, 0 }
  return doc:walk({ Header = function(header)
    if header.classes:includes("unnumbered") then return end
    counters[header.level] = counters[header.level] + 1
    for deeper = header.level + 1, #counters do counters[deeper] = 0 end
    numbers[header.identifier] = table.concat(counters, ".", 1, header.level)
  end })
end

local function equation(math, label)
  counts.eq = counts.eq + 1
  numbers[label] = tostring(counts.eq)
  if FORMAT ~= "typst" then
    math.text = math.text .. " \\qquad(" .. numbers[label] .. ")"
    return { pandoc.Span({ math }, pandoc.Attr(label)) }
  end
  local numbering = told.equations and "equation-numbering" or '"(1)"'
  return {
    pandoc.RawInline("typst", "#math.equation(block: true, numbering: " .. numbering .. ", [ "),
    math,
    pandoc.RawInline("typst", " ])<" .. label .. ">"),
  }
end

local function equations(block)
  local result, index = pandoc.Inlines({}), 1
  while index <= #block.content do
    local math, after = block.content[index], block.content[index + 2]
    local label = math.t == "Math" and after and after.t == "Str" and after.text:match("^{#(eq%-[^}]+)}$")
    result:extend(label and equation(math, label) or { math })
    index = index + (label and 3 or 1)
  end
  block.content = result
  return block
end

local function reference(cite)
  local result = pandoc.Inlines({})
  for i, citation in ipairs(cite.citations) do
    local kind = citation.id:match("^(%a+)%-")
    if not told.words[kind] then return nil end
    if not numbers[citation.id] then complain("Unable to resolve crossref @" .. citation.id) end
    if i > 1 then result:extend({ pandoc.Str(","), pandoc.Space() }) end
    local word = citation.mode ~= "SuppressAuthor" and told.words[kind] or ""
    if FORMAT == "typst" then
      local ref = "#ref(<" .. citation.id .. ">, supplement: [" .. word .. "])"
      result:insert(pandoc.RawInline("typst", ref))
    else
      local text = (word ~= "" and word .. nbsp or "") .. (numbers[citation.id] or "?")
      result:insert(pandoc.Link(text, "#" .. citation.id, "", pandoc.Attr("", { "quarto-xref" })))
    end
  end
  return result
end

-- Written ----------------------------------------------------------------------------------------

local function typst(text) return pandoc.RawBlock("typst", text) end

local function typst_image(image)
  local alternative = image.attributes["fig-alt"]
  if not (told.alternatives and alternative) then return nil end
  local escaped = alternative:gsub("\\", "\\\\"):gsub('"', '\\"')
  return pandoc.RawInline("typst", '#box(image("' .. image.src .. '", alt: "' .. escaped .. '"))')
end

local function typst_float(facts, content)
  local place = facts.ref == "fig" and "bottom" or "top"
  local result = pandoc.Blocks({ typst("#figure([") })
  result:extend(content:walk({ Image = typst_image }))
  result:insert(typst("], caption: figure.caption(\nposition: " .. place .. ", \n["))
  result:extend(facts.caption)
  result:insert(typst("]), \nkind: \"quarto-float-" .. facts.ref .. '", \nsupplement: "'
    .. told.words[facts.ref] .. '", \n)' .. (facts.id ~= "" and "\n<" .. facts.id .. ">" or "") .. "\n\n"))
  return result
end

local function titled(facts)
  if not numbers[facts.id] then return facts.caption end
  local prefix = told.words[facts.ref] .. nbsp .. numbers[facts.id] .. delimiter
  local inlines = pandoc.Inlines({ pandoc.Str(prefix), pandoc.Space() }) .. pandoc.utils.blocks_to_inlines(facts.caption)
  return pandoc.Blocks({ pandoc.Plain(inlines) })
end

local function html_float(facts, content)
  content = content:walk({ Image = function(image)
    image.caption = pandoc.Inlines(image.attributes["fig-alt"] or image.caption)
    image.attributes["fig-alt"] = nil
    return image
  end })
  local caption = { long = titled(facts) }
  local figure = pandoc.Figure(content, caption, pandoc.Attr("", { "quarto-float" }))
  return pandoc.Div({ figure }, pandoc.Attr(facts.id, { "quarto-float", "quarto-figure" }))
end

local function word_float(facts, content)
  local caption = pandoc.Div(titled(facts), pandoc.Attr("", {}, { ["custom-style"] = "ImageCaption" }))
  local blocks = facts.ref == "fig" and content .. { caption } or pandoc.Blocks({ caption }) .. content
  local cell = pandoc.Cell(blocks)
  local body = { attr = pandoc.Attr(), row_head_columns = 0, head = {}, body = { pandoc.Row({ cell }) } }
  return pandoc.Table({ long = {} }, { { "AlignDefault", 1 } }, pandoc.TableHead(), { body },
    pandoc.TableFoot(), pandoc.Attr(facts.id))
end

-- Left to Quarto, a callout in a PDF asks for a package, which before 1.9 means the network.
local function own_callout(facts, content)
  if FORMAT ~= "typst" then return pandoc.BlockQuote(content) end
  local result = pandoc.Blocks({ typst('#import "@preview/fontawesome:0.1.0": *\n#callout(body: [') })
  result:extend(content)
  result:insert(typst("])"))
  return result
end

local function written(div)
  local facts = facts_of(div)
  if not facts then return nil end
  if facts.kind == "Callout" then return own_callout(facts, div.content) end
  local writers = { typst = typst_float, docx = word_float }
  return (writers[FORMAT] or html_float)(facts, div.content)
end

local function widths(tbl)
  local wanted = tbl.attributes["tbl-colwidths"]
  if not wanted then return nil end
  tbl.attributes["tbl-colwidths"] = nil
  local found = {}
  for width in wanted:gmatch("[%d.]+") do found[#found + 1] = tonumber(width) / 100 end
  tbl.colspecs = tbl.colspecs:map(function(spec, i) return { spec[1], found[i] } end)
  return tbl
end

function Pandoc(doc)
  local crossref = doc.meta.crossref or {}
  if crossref["title-delim"] then delimiter = pandoc.utils.stringify(crossref["title-delim"]) end
  doc = doc:walk({ traverse = "topdown", Div = callout_node, Figure = function(figure)
    return figure_node(figure), false
  end, Table = function(tbl)
    local float = table_node(tbl)
    if float then return float, false end
  end })
  for _, file in ipairs(told.filters) do doc = with_theirs(doc, file) end
  doc = doc:walk({ Div = conditional })
  numbered_sections(doc)
  doc = doc:walk({ traverse = "topdown", Div = numbered_float })
  doc = doc:walk({ Para = equations, Plain = equations })
  for _, facts in ipairs(kept) do
    if facts.caption then facts.caption = pandoc.Blocks(facts.caption):walk({ Cite = reference }) end
  end
  doc = doc:walk({ Cite = reference, Table = widths })
  return doc:walk({ Div = written })
end
