-- 'closed', 'not-open' or 'open'. A paused or exhausted window is open: people join it and wait.
local function door_at(opens_at_ms, closes_at_ms, closed, at_ms)
  if closed == '1' or at_ms >= tonumber(closes_at_ms) then return 'closed' end
  if at_ms < tonumber(opens_at_ms) then return 'not-open' end
  return 'open'
end
