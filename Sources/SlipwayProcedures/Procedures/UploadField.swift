/// A file that a procedure takes as multipart form data beside its input.
package struct UploadField: Sendable, Hashable {
  /// The form field's name.
  package var name: String
  /// In bytes.
  package var limit: Int

  package init(name: String, limit: Int) {
    self.name = name
    self.limit = limit
  }
}

/// A file that came with a request, on disk below the data directory. It is removed when the call ends unless the
/// procedure has moved it away.
package struct UploadedFile: Sendable, Hashable {
  package var path: String
  /// As the client called it; never a path of ours.
  package var fileName: String
  package var size: Int

  package init(path: String, fileName: String, size: Int) {
    self.path = path
    self.fileName = fileName
    self.size = size
  }
}
