// What ical.js, which shares no code with what the service uses, makes of calendar files.
// Reads a list of {file, start, end} and prints for each the occurrences as [start, end], in
// milliseconds of UTC. Times without a zone are local ones: TZ decides.
const fs = require("fs");
const ICAL = require("ical.js");

const MARGIN = 40 * 24 * 3600 * 1000; // an occurrence may have been moved as far

function occurrences(file, start, end) {
  const found = [];
  const keep = (from, to) => {
    if (from < to && from < end && start < to) found.push([from, to]);
  };
  ICAL.TimezoneService.reset();
  const root = ICAL.parse(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  for (const calendar of Array.isArray(root[0]) ? root : [root]) {
    const component = new ICAL.Component(calendar);
    const series = new Map();
    component.getAllSubcomponents("vevent").forEach((event, number) => {
      const uid = event.getFirstPropertyValue("uid") || `no uid ${number}`;
      series.set(uid, [...(series.get(uid) || []), event]);
    });
    for (const events of series.values()) expand(events, end, keep);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function expand(events, end, keep) {
  const changed = events.filter((event) => event.hasProperty("recurrence-id"));
  const masters = events.filter((event) => !event.hasProperty("recurrence-id"));
  if (!masters.length) masters.push(...changed.splice(0));
  masters.forEach((master, number) => {
    const event = new ICAL.Event(master, { exceptions: number ? [] : changed });
    if (!event.isRecurring()) {
      keep(event.startDate.toJSDate().getTime(), event.endDate.toJSDate().getTime());
      return;
    }
    const times = event.iterator();
    for (let time = times.next(); time; time = times.next()) {
      if (time.toJSDate().getTime() > end + MARGIN) break;
      const one = event.getOccurrenceDetails(time);
      keep(one.startDate.toJSDate().getTime(), one.endDate.toJSDate().getTime());
    }
  });
}

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const answers = asked.map(({ file, start, end }) => {
  try {
    return occurrences(file, start, end);
  } catch (wrong) {
    return String(wrong);
  }
});
console.log(JSON.stringify(answers));
