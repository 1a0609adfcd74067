-- Numbers nobody holds, as 'above-upTo,above-upTo', in order: what lies between the last number known to have been given
-- by a line that was lost and the first number of the line that followed.
local function first_skip(skips)
  local above, up_to = string.match(skips or '', '^(%d+)-(%d+)')
  return tonumber(above), tonumber(up_to)
end

-- Passes over the skips the calling has reached, once those who may still come back for them have had the time to.
-- Returns serving, the highest number that may be called for now, and the skips that are left.
local function pass_skips(skips, serving, issued, has_settled)
  local above, up_to = first_skip(skips)
  while above and serving >= above and (has_settled or serving >= up_to) do
    serving = math.max(serving, up_to)
    skips = string.match(skips, '^[^,]+,(.*)$') or ''
    above, up_to = first_skip(skips)
  end
  return serving, above and math.max(above, serving) or issued, skips
end

-- The skips that are left when the numbers from 1 to `last` are given after all.
local function skips_above(last, skips)
  local left = {}
  for above, up_to in string.gmatch(skips or '', '(%d+)%-(%d+)') do
    if tonumber(up_to) > last then
      left[#left + 1] = string.format('%.0f-%s', math.max(tonumber(above), last), up_to)
    end
  end
  return table.concat(left, ',')
end
