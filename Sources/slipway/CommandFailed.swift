/// The end of a command with a status of its own.
struct CommandFailed: Error {
  /// 78: the configuration is wrong, as `sysexits.h` has it.
  static let badConfiguration: Int32 = 78
  var status: Int32
  /// May be empty when everything was said.
  var message: String
}
