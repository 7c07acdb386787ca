-- Quarto reads Markdown by a reader of its own, which hands the extensions on to Pandoc's.

local told = pandoc.json.decode(os.getenv("LIKE_QUARTO"), false)

local function flavour(from)
  local format, rest = from:match("^([%a_]+)([-+_%a]*)")
  local extensions = {}
  for sign, name in rest:gmatch("([-+])([%a_]+)") do extensions[name] = sign == "+" end
  -- Quarto takes the label of a table from its caption by itself.
  if pandoc.format.extensions("markdown").table_attributes ~= nil then
    extensions.table_attributes = false
  end
  return { format = format, extensions = extensions }
end

function Reader(inputs, options)
  -- A shortcode with a third brace is shown; any other would have been expanded.
  local text = tostring(inputs):gsub("{{{<", "{{<"):gsub(">}}}", ">}}")
  return pandoc.read(text, flavour(told.from), options)
end
