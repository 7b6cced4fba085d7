/** The number of a day, YYYY-MM-DD, counted so that the next day is one more: the civil calendar, without a clock or a zone. */
function dayNumber(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  // years begin in March, so that the leap day is the last of its year
  const shifted = month > 2 ? year : year - 1
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day
  return 365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + inYear
}

/** How many days there are from one day to another, both counted; none or fewer where they stand the other way round. */
export function daysFrom(from: string, until: string): number {
  return dayNumber(until) - dayNumber(from) + 1
}
