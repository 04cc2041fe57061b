/// The folder where uploads arrive.
package enum UploadFolder {
  /// Removes what interrupted uploads left behind; to be called before anything listens.
  package static func sweep(_ path: String) { UploadReceiver.sweep(path) }
}
