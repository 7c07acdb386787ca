-- Give formulas and images in a PDF the words that a screen reader says, and number equations.
-- Pandoc's Typst writer has no place for them, so they are set around each.

if FORMAT ~= "typst" then return {} end

local function quoted(text)
  local escaped = text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ")
  return '"' .. escaped .. '"'
end

local function within(opening, inline, closing)
  return pandoc.Inlines({
    pandoc.RawInline("typst", "#[" .. opening),
    inline,
    pandoc.RawInline("typst", closing .. "]"),
  })
end

local function formula(math)
  return within("#set math.equation(..spoken(" .. quoted(math.text) .. "));", math, "")
end

local function numbered_equation(span)
  if not span.classes:includes("numbered-equation") then return nil end
  local math = span.content[1]
  local opening = '#set math.equation(numbering: "(1)", ..spoken(' .. quoted(math.text) .. "));"
  return within(opening, math, " <" .. span.identifier .. ">"), false
end

local function picture(image)
  local words = pandoc.utils.stringify(image.caption)
  if words == "" then return nil end
  return within("#set image(alt: " .. quoted(words) .. ");", image, ""), false
end

return { { traverse = "topdown", Span = numbered_equation, Math = formula, Image = picture } }
