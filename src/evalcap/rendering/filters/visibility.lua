-- Keep or drop what is meant for some formats only:
-- `.content-visible when-format="html"`, `.content-hidden unless-format="docx"`.

local matching = {
  html = { html = true, ["html:js"] = true },
  typst = { typst = true, pdf = true },
  docx = { docx = true },
}
local mine = matching[FORMAT] or {}

local function applies(attributes)
  local when, unless = attributes["when-format"], attributes["unless-format"]
  if when and not mine[when] then return false end
  if unless and mine[unless] then return false end
  return true
end

local function resolve(element)
  local shown = element.classes:includes("content-visible")
  local hidden = element.classes:includes("content-hidden")
  if not shown and not hidden then return nil end
  if applies(element.attributes) == shown then return element.content end
  return {}
end

return { { traverse = "topdown", Div = resolve, Span = resolve } }
