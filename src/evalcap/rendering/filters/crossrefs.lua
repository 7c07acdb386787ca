-- Number sections, figures, tables and equations, and resolve the references to them.

local labels = { figure = "Figure", table = "Table", section = "Section", equation = "Equation", delimiter = ":" }
local nouns = { fig = "figure", tbl = "table", sec = "section", eq = "equation" }
local counts = { fig = 0, tbl = 0, eq = 0 }
local numbers = {}
local anchors = {}
local nbsp = "\u{a0}"
local many_columns = 8
local blank = { Space = true, SoftBreak = true }

local function report(text)
  io.stderr:write("[PROBLEM] " .. text .. "\n")
end

local function kind_of(identifier)
  local kind = identifier:match("^(%a+)%-")
  return kind and nouns[kind] and kind or nil
end

local function name_of(identifier)
  return labels[nouns[kind_of(identifier)]] .. nbsp .. numbers[identifier]
end

local function count(kind, identifier)
  counts[kind] = counts[kind] + 1
  numbers[identifier] = tostring(counts[kind])
end

local function prefixed(identifier, inlines)
  local result = pandoc.Inlines({ pandoc.Str(name_of(identifier) .. (#inlines > 0 and labels.delimiter or "")) })
  if #inlines > 0 then result:insert(pandoc.Space()) end
  result:extend(inlines)
  return result
end

local function caption_inlines(caption)
  return pandoc.utils.blocks_to_inlines(caption.long)
end

local function remember(element)
  local identifier = element.identifier
  if not identifier or identifier == "" then return end
  if anchors[identifier] then report("the label " .. identifier .. " is given twice") end
  anchors[identifier] = true
end

-- Headings -----------------------------------------------------------------------------------

local function top_level(doc)
  local top = nil
  doc:walk({ Header = function(h) top = math.min(top or h.level, h.level) end })
  return top or 1
end

local function section_numbers()
  local counters = { 0, 0, 0, 0, 0, 0, 0, 0, 0 }
  return function(header)
    remember(header)
    if header.classes:includes("unnumbered") then return end
    counters[header.level] = counters[header.level] + 1
    for deeper = header.level + 1, #counters do counters[deeper] = 0 end
    if header.identifier ~= "" then
      numbers[header.identifier] = table.concat(counters, ".", 1, header.level)
    end
  end
end

-- Figures, tables, equations -------------------------------------------------------------------

local function figure(element)
  remember(element)
  if kind_of(element.identifier) ~= "fig" then return nil end
  count("fig", element.identifier)
  local inlines = prefixed(element.identifier, caption_inlines(element.caption))
  element.caption.long = pandoc.Blocks({ pandoc.Plain(inlines) })
  return element
end

-- Pandoc before 3.8 leaves the attributes of a table in its caption, parted into words.
local function take_label(tbl)
  if tbl.identifier ~= "" then return end
  local inlines = caption_inlines(tbl.caption)
  local _, start = inlines:find_if(function(inline)
    return inline.t == "Str" and inline.text:match("^{#tbl%-") ~= nil
  end)
  if not start then return end
  local braced = pandoc.utils.stringify(pandoc.Inlines({ table.unpack(inlines, start) }))
  local label, rest = braced:match("^{#(tbl%-[^%s}]+)%s*([^}]*)}$")
  if not label then return end
  local last = start > 1 and blank[inlines[start - 1].t] and start - 2 or start - 1
  tbl.identifier = label
  tbl.attributes["tbl-colwidths"] = rest:match("tbl%-colwidths=.-(%[[%d.,%s]+%])")
  tbl.caption.long = pandoc.Blocks({ pandoc.Plain({ table.unpack(inlines, 1, last) }) })
end

-- Pandoc takes widths from the dashes under a long header line; in a table of many columns they
-- break words, so only widths that the author gives count there. Word cannot do without.
local function set_widths(tbl)
  local wanted = tbl.attributes["tbl-colwidths"]
  if not wanted then
    if #tbl.colspecs < many_columns or FORMAT == "docx" then return end
    tbl.colspecs = tbl.colspecs:map(function(spec) return { spec[1] } end)
    return
  end
  tbl.attributes["tbl-colwidths"] = nil
  local widths, total = {}, 0
  for width in wanted:gmatch("[%d.]+") do
    widths[#widths + 1] = tonumber(width)
    total = total + tonumber(width)
  end
  tbl.colspecs = tbl.colspecs:map(function(spec, i)
    return { spec[1], widths[i] and widths[i] / math.max(total, 100) or nil }
  end)
end

local function scrollable(tbl, name)
  -- Pairs, not names with values: those would come in another order each time.
  local attributes = { { "tabindex", "0" }, { "role", "region" } }
  if name then attributes[3] = { "aria-label", name } end
  return pandoc.Div({ tbl }, pandoc.Attr("", { "scroll" }, attributes))
end

local function html_table(tbl)
  local identifier, caption = tbl.identifier, tbl.caption
  tbl.identifier, tbl.caption = "", pandoc.Caption()
  if #caption.long == 0 then return scrollable(tbl, nil) end
  local name = numbers[identifier] and name_of(identifier) or nil
  local attr = pandoc.Attr(identifier, { "table-figure" })
  return pandoc.Figure({ scrollable(tbl, name) }, caption, attr)
end

-- In Word a table touches what follows it, and touching tables become one.
local function spaced(tbl)
  local spacer = '<w:p><w:pPr><w:pStyle w:val="Spacer"/></w:pPr></w:p>'
  if #tbl.colspecs >= many_columns then tbl.attributes["custom-style"] = "TableWide" end
  return { tbl, pandoc.RawBlock("openxml", spacer) }
end

local function tabular(tbl)
  take_label(tbl)
  remember(tbl)
  set_widths(tbl)
  if kind_of(tbl.identifier) == "tbl" then
    count("tbl", tbl.identifier)
    local inlines = prefixed(tbl.identifier, caption_inlines(tbl.caption))
    tbl.caption.long = pandoc.Blocks({ pandoc.Plain(inlines) })
  end
  return tbl
end

local function numbered_equation(math, identifier)
  if FORMAT ~= "typst" then
    math.text = math.text .. " \\qquad(" .. numbers[identifier] .. ")"
  end
  return pandoc.Span({ math }, pandoc.Attr(identifier, { "numbered-equation" }))
end

local function equations(block)
  local result, index = pandoc.Inlines({}), 1
  local inlines = block.content
  while index <= #inlines do
    local math = inlines[index]
    local after = index + 1
    if inlines[after] and inlines[after].t == "Space" then after = after + 1 end
    local label = math.t == "Math" and math.mathtype == "DisplayMath" and inlines[after]
      and inlines[after].t == "Str" and inlines[after].text:match("^{#(eq%-[^}]+)}")
    if label then
      remember({ identifier = label })
      count("eq", label)
      result:insert(numbered_equation(math, label))
      local rest = inlines[after].text:match("}(.+)$")
      if rest then result:insert(pandoc.Str(rest)) end
      index = after
    else
      result:insert(math)
    end
    index = index + 1
  end
  block.content = result
  return block
end

-- A formula too wide for a phone scrolls by itself, which a keyboard must be able to do.
local function html_formula(math)
  if math.mathtype ~= "DisplayMath" then return nil end
  local attributes = { { "tabindex", "0" }, { "role", "group" }, { "aria-label", labels.equation } }
  return pandoc.Span({ math }, pandoc.Attr("", { "formula" }, attributes)), false
end

-- References -----------------------------------------------------------------------------------

local function reference(citation)
  local identifier = citation.id:sub(1, 1):lower() .. citation.id:sub(2)
  if not kind_of(identifier) or not numbers[identifier] then
    report("@" .. citation.id .. " refers to nothing in the report; write \\@ for a plain at sign")
    return pandoc.Inlines({})
  end
  local text = pandoc.Inlines({ pandoc.Str(name_of(identifier)) })
  if #citation.prefix > 0 then
    text = citation.prefix .. pandoc.Inlines({ pandoc.Str(nbsp .. numbers[identifier]) })
  elseif citation.mode == "SuppressAuthor" then
    text = pandoc.Inlines({ pandoc.Str(numbers[identifier]) })
  end
  local link = pandoc.Link(text, "#" .. identifier, "", pandoc.Attr("", { "quarto-xref" }))
  return pandoc.Inlines({ link }) .. citation.suffix
end

local function references(cite)
  local result = pandoc.Inlines({})
  for index, citation in ipairs(cite.citations) do
    if index > 1 then result:extend({ pandoc.Str(","), pandoc.Space() }) end
    result:extend(reference(citation))
  end
  return result
end

local function check_anchor(link)
  local anchor = link.target:match("^#(.+)$")
  if anchor and not anchors[anchor] then
    report("the link to #" .. anchor .. " leads nowhere in the report")
  end
end

-- The document ---------------------------------------------------------------------------------

local function shifted(doc, by)
  if by == 0 then return doc end
  return doc:walk({ Header = function(h) h.level = h.level - by return h end })
end

local function read_labels(meta)
  for noun, text in pairs(meta["report-words"] or {}) do labels[noun] = pandoc.utils.stringify(text) end
end

local function resolve(doc)
  read_labels(doc.meta)
  doc = shifted(doc, top_level(doc) - 1)
  doc = doc:walk({ Header = section_numbers() })
  doc = doc:walk({ traverse = "topdown", Figure = figure, Table = tabular })
  doc = doc:walk({ Div = remember, Span = remember })
  doc = doc:walk({ Para = equations, Plain = equations })
  doc = doc:walk({ Cite = references })
  doc = doc:walk({ Link = check_anchor })
  if FORMAT:match("^html") then
    doc = doc:walk({ Table = html_table })
    doc = doc:walk({ traverse = "topdown", Math = html_formula })
  end
  if FORMAT == "docx" then doc = doc:walk({ Table = spaced }) end
  return doc
end

return { { Pandoc = resolve } }
