-- Find what would leave a hole or a danger in the report: images that are not in the folder,
-- links that run code. Everything found goes to stderr, one line each.

local remote = "^%a[%w+.-]*:"
local safe = { http = true, https = true, mailto = true, tel = true }

local function report(text)
  io.stderr:write("[PROBLEM] " .. text:gsub("%s+", " ") .. "\n")
end

local function exists(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

local function outside(path)
  if path:match("^[/\\]") or path:match(remote) then return true end
  for step in path:gmatch("[^/\\]+") do
    if step == ".." then return true end
  end
  return false
end

local function unescaped(path)
  return (path:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end))
end

local function image(element)
  local path = unescaped(element.src)
  if outside(path) then
    report("the image " .. path .. " must be a file inside the report's folder")
  elseif not exists(path) then
    report("there is no image " .. path)
  end
  local alternative = element.attributes["fig-alt"]
  if alternative then
    element.caption = pandoc.Inlines({ pandoc.Str(alternative) })
    element.attributes["fig-alt"] = nil
    return element
  end
end

local function link(element)
  local scheme = element.target:lower():gsub("%s", ""):match("^(%a[%w+.-]*):")
  if scheme and not safe[scheme] then
    report("the link " .. element.target .. " is not a web or mail address")
  end
end

return { { Image = image, Link = link } }
