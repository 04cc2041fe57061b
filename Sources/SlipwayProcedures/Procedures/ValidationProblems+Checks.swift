import SlipwayCore

extension ValidationProblems {
  /// Runs a check that throws ``SlipwayError`` without saying so in its type, and notes what it says.
  mutating func check(_ field: String, _ body: () throws -> Void) {
    collect { () throws(SlipwayError) in
      do {
        try body()
      } catch let error as SlipwayError {
        throw error
      } catch {
        throw SlipwayError.invalid(field, "cannot be read")
      }
    }
  }
}
