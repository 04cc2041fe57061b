package import Foundation

extension CronExpression {
  /// How far ahead is looked: a 29th of February may be eight years away.
  private static let horizon = 366 * 9

  /// The first moment after `date`.
  ///
  /// A moment that clocks skip in spring fires as much later as they skip; one that they repeat in autumn fires once, unless
  /// the hour is `*`: what happens every few minutes goes on happening.
  /// - Returns: `nil` when there is none.
  package func next(after date: Date, in zone: TimeZone) -> Date? {
    let local = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    // The day before too: in autumn, local time goes back over midnight in some places.
    let today = Self.floorDivide(local, 86_400) - 1
    for day in today...(today + Self.horizon) where fits(day: day) {
      for hour in hours.numbers {
        let shown: [Date] = minutes.numbers.flatMap { minute in
          moments(day * 86_400 + hour * 3600 + minute * 60, in: zone)
        }
        if let next = shown.filter({ $0 > date }).min() { return next }
      }
    }
    return nil
  }

  private func fits(day: Int) -> Bool {
    let (month, dayOfMonth) = Self.civil(day)
    guard months.contains(month) else { return false }
    // The first of January 1970 was a Thursday.
    let isWeekday = weekdays.contains((day + 4) % 7 < 0 ? (day + 4) % 7 + 7 : (day + 4) % 7)
    let isDay = days.contains(dayOfMonth)
    return days.isAny || weekdays.isAny ? isDay && isWeekday : isDay || isWeekday
  }

  /// - Parameter local: seconds of a clock on the wall since 1970.
  /// - Returns: when the clock shows that: two moments when it is shown twice and both count.
  private func moments(_ local: Int, in zone: TimeZone) -> [Date] {
    let before = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - 86_400)))
    let after = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local + 86_400)))
    let shown = (before == after ? [before] : [before, after]).map {
      (date: Date(timeIntervalSince1970: Double(local - $0)), offset: $0)
    }.filter { zone.secondsFromGMT(for: $0.date) == $0.offset }.map(\.date)
    guard let first = shown.first else { return [Date(timeIntervalSince1970: Double(local - before))] }
    return hours.isAny ? shown : [first]
  }

  /// The month and its day of a number of days since 1970, by the Gregorian calendar.
  private static func civil(_ days: Int) -> (month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let index = (5 * dayOfYear + 2) / 153
    return (index < 10 ? index + 3 : index - 9, dayOfYear - (153 * index + 2) / 5 + 1)
  }

  private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }
}
