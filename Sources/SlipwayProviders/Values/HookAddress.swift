import Foundation

/// Tells a webhook of this installation's account from others, whatever the dashboard's address was when it was made.
enum HookAddress {
  static func isOurs(_ present: String?, _ wanted: String) -> Bool {
    guard let present, let place = URLComponents(string: wanted)?.percentEncodedPath, place.utf8.count > 1 else {
      return false
    }
    return present == wanted || URLComponents(string: present)?.percentEncodedPath == place
  }
}
