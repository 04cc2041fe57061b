/// The marks in a commit's message that ask for no deployment.
package enum SkipCI {
  private static let marks = ["[skip ci]", "[ci skip]", "[no ci]", "[skip actions]", "[actions skip]"]

  package static func isRequested(by message: String) -> Bool {
    let lowercase = message.lowercased()
    return marks.contains { lowercase.contains($0) }
  }
}
