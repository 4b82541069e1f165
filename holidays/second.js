// What the package date-holidays (npm) says: {country: {region or "": [[date, type, name]]}}. It is only compared with:
// its data is under CC BY-SA, so nothing of it is kept but on which dates it differs.
const Holidays = require('date-holidays');
const plan = require('./plan.json');

const DAY = 24 * 60 * 60 * 1000;

function days(holiday) {
  const first = Date.parse(holiday.date.slice(0, 10) + 'T00:00:00Z');
  const length = Math.max(1, Math.round((holiday.end - holiday.start) / DAY));
  return Array.from({length}, (_, i) => new Date(first + i * DAY).toISOString().slice(0, 10));
}

const answer = {};
for (const country of plan.countries) {
  const regions = ['', ...Object.keys(new Holidays().getStates(country) || {})];
  answer[country] = Object.fromEntries(
    regions.map((region) => {
      const source = region ? new Holidays(country, region) : new Holidays(country);
      const rows = [];
      for (let year = plan.firstYear; year <= plan.lastYear; year++) {
        for (const holiday of source.getHolidays(year)) {
          days(holiday).forEach((day) => rows.push([day, holiday.type, holiday.name]));
        }
      }
      return [region, rows];
    }),
  );
}
console.log(JSON.stringify(answer));
