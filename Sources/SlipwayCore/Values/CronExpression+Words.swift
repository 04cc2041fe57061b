extension CronExpression {
  private static let weekdayNames = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// For a person: `every day at 03:00`.
  package var inWords: String {
    let time = timeInWords
    var day = dayInWords
    if !months.isAny { day += " in " + Self.list(months.numbers.map { Self.monthNames[$0 - 1] }) }
    if time.hasPrefix("at ") { return "\(day) \(time)" }
    return day == "every day" ? time : "\(time), \(day)"
  }

  private var timeInWords: String {
    let (minute, hour) = (minutes.numbers, hours.numbers)
    if hours.isAny, minutes.isAny { return "every minute" }
    if hours.isAny {
      if let step = Self.step(minute, below: 60) { return step == 1 ? "every minute" : "every \(step) minutes" }
      return "every hour at minute \(Self.list(minute.map(String.init)))"
    }
    if minute.count == 1, let step = Self.step(hour, below: 24), step > 1 {
      return "every \(step) hours at minute \(minute[0])"
    }
    if minute.count * hour.count <= 6 {
      return "at " + Self.list(hour.flatMap { hour in minute.map { Self.clock(hour, $0) } })
    }
    let step = Self.step(minute, below: 60).map { $0 == 1 ? "every minute" : "every \($0) minutes" }
    return (step ?? "at minute \(Self.list(minute.map(String.init)))") + " " + Self.hoursInWords(hour)
  }

  private static func hoursInWords(_ hours: [Int]) -> String {
    if let first = hours.first, let last = hours.last, hours == Array(first...last), hours.count > 1 {
      return "from \(clock(first, 0)) to \(clock(last, 59))"
    }
    if let step = step(hours, below: 24) { return "of every \(ordinal(step)) hour" }
    return "in the hours \(list(hours.map(String.init)))"
  }

  private static func ordinal(_ number: Int) -> String {
    switch number {
    case 2: "second"
    case 3: "third"
    default: "\(number)th"
    }
  }

  private var dayInWords: String {
    if days.isAny, weekdays.isAny { return "every day" }
    let names = weekdays.numbers
    let week =
      names == [1, 2, 3, 4, 5] ? "Monday to Friday" : "every " + Self.list(names.map { Self.weekdayNames[$0] })
    let month = "on day \(Self.list(days.numbers.map(String.init))) of the month"
    if days.isAny { return week }
    return weekdays.isAny ? month : "\(month) and \(week)"
  }

  /// - Returns: the distance when the numbers are 0, n, 2n … up to the end.
  private static func step(_ numbers: [Int], below end: Int) -> Int? {
    guard numbers.count > 1, numbers[0] == 0 else { return nil }
    let step = numbers[1]
    return numbers == Array(stride(from: 0, to: end, by: step)) ? step : nil
  }

  private static func clock(_ hour: Int, _ minute: Int) -> String {
    (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
  }

  private static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
