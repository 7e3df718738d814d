-- wrk: asks for 10,000 distinct dialled numbers in turn.
local at = 0
function request()
  at = (at + 1) % 10000
  local body = string.format('{"company":"bench","line":"line-%d","dialled":"8 029 %07d"}', at % 200, 1000000 + at * 37)
  return wrk.format("POST", "/api/v1/decisions", { ["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY") }, body)
end

local wrong = 0
function response(status) if status ~= 200 then wrong = wrong + 1 end end
function done(summary, latency)
  io.write(string.format("requests/s %f errors %d\n", summary.requests / summary.duration * 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
