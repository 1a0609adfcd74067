-- Someone in the lobby of a draw is placed with the number 0. While a draw is under way numbers are written over it, and
-- none of them counts until 'drawn' is set: so the draw may be broken off at any point and begun again.
local NO_NUMBER = '0'

-- Whether numbers wait for the draw; `drawn` is what the line holds: how many were drawn.
local function is_undrawn(policy, drawn)
  return policy == 'draw' and not drawn
end
