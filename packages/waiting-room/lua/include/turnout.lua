-- What the line has measured about the people it called: `Turnout` of the pure rules (outflow.ts in core), which say what
-- each function and number here is for, and which a test holds these against.
local FADE_MS = 30000
local LEAST_EVIDENCE = 200
local LEAST_TURNOVERS = 1.5
local PRIOR_PEOPLE = 5
local PRIOR_COMING_MS = 1000
local MOST_OVERCALLED_SHARE = 0.5
local AGE_BANDS = 6
local EXPECTED_AWAY_SHARE = 0.2
local EXPECTED_AWAY_PEOPLE = 15
local GUESSED_SHARE_OF_ADMISSION = 1 / 8
local GUESS_PEOPLE = 10
local GUESS_SHARE_OF_SEATS = 0.1
local SETTLING_TURNOVERS = 0.25

local function fade(turnout, elapsed_ms, active)
  local function kept(people, least) return people > least and math.exp(-elapsed_ms / FADE_MS) or 1 end
  local people = kept(turnout.came + turnout.gone, LEAST_EVIDENCE)
  local seats = kept(turnout.freed, math.max(LEAST_EVIDENCE, LEAST_TURNOVERS * active))
  turnout.came = turnout.came * people
  turnout.coming_ms = turnout.coming_ms * people
  turnout.gone = turnout.gone * people
  turnout.freed = turnout.freed * seats
  turnout.held_ms = turnout.held_ms * seats
  turnout.grown = turnout.grown * seats
end

local function no_show_share(turnout)
  return turnout.gone / (turnout.came + turnout.gone + PRIOR_PEOPLE)
end

local function mean_coming_ms(turnout)
  return (turnout.coming_ms + PRIOR_PEOPLE * PRIOR_COMING_MS) / (turnout.came + PRIOR_PEOPLE)
end

local function counted_share(turnout)
  return 1 - math.min(no_show_share(turnout), MOST_OVERCALLED_SHARE)
end

-- `called` is the key of the sorted set: called numbers nobody has come for yet → when they were called, ms.
local function still_coming(turnout, called, now_in_ms)
  local counted, step_ms, coming, younger = counted_share(turnout), mean_coming_ms(turnout) / 2, 0, 0
  for age = 0, AGE_BANDS - 1 do
    local since = age < AGE_BANDS - 1 and string.format('(%.17g', now_in_ms - (age + 1) * step_ms) or '-inf'
    local up_to_age = redis.call('ZCOUNT', called, since, '+inf')
    local late = counted * math.exp(-math.pi / 16 * age * age)
    coming = coming + (up_to_age - younger) * late / (late + 1 - counted)
    younger = up_to_age
  end
  return coming
end

local function turnover(freed, active)
  return math.min(freed / math.max(active, 1), 1)
end

local function expected_away(turnout)
  return (turnout.gone + EXPECTED_AWAY_SHARE * EXPECTED_AWAY_PEOPLE) / (turnout.came + turnout.gone + EXPECTED_AWAY_PEOPLE)
end

local function stay_seconds(turnout, active, admission_seconds)
  local owed = SETTLING_TURNOVERS * math.max(turnout.grown, 0)
  local measured = math.max(turnout.held_ms / 1000 / math.max(turnout.freed + owed, 1), 1)
  local guessed = math.max(admission_seconds * GUESSED_SHARE_OF_ADMISSION, measured)
  local guess = GUESS_PEOPLE + GUESS_SHARE_OF_SEATS * active * (1 - turnover(turnout.freed, active))
  local evidence = turnout.freed / (turnout.freed + guess)
  return math.min(measured ^ evidence * guessed ^ (1 - evidence), admission_seconds)
end

-- Returns the calling rate, its deviation, the head start and the most that may be called per second.
local function calling_rate(turnout, max_active, pace_per_second, admission_seconds, active)
  local stay = stay_seconds(turnout, active, admission_seconds)
  local away = expected_away(turnout)
  local by_seats = max_active / (stay + mean_coming_ms(turnout) / 1000) / (1 - away)
  local most_per_second = pace_per_second / (1 - math.min(away, MOST_OVERCALLED_SHARE))
  local per_second = math.min(by_seats, most_per_second)
  local youth = 1 - turnover(turnout.freed, active)
  local sat = youth * (turnout.held_ms / 1000 / stay - turnout.freed - SETTLING_TURNOVERS * max_active)
  local head_start = by_seats < most_per_second and (math.max(max_active - active, 0) + sat) / (1 - away) or 0
  local open_about_seats = by_seats <= 2 * most_per_second and 1 / (turnout.freed + 1) + youth ^ 2 or 0
  local open_about_people = away / (1 - away) / (turnout.came + turnout.gone + EXPECTED_AWAY_PEOPLE)
  return per_second, per_second * math.sqrt(open_about_seats + open_about_people), head_start, most_per_second
end
