import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SlipwayCore
import SlipwayProcedures
import Synchronization

/// Receives multipart forms: fields into memory, the one file straight onto the disk.
final class UploadReceiver: Sendable {
  private static let maximumField = 1 << 20
  private static let maximumAtOnce = 4
  private let directory: String
  private let atWork = Atomic(0)

  /// - Parameter directory: where files arrive; made when it is missing.
  init(directory: String) { self.directory = directory }

  /// Reads the form, calls `body`, and removes the file when `body` has left it where it was.
  /// - Throws: ``SlipwayError`` `payloadTooLarge`, `badRequest`, `tooManyRequests`, and what `body` throws.
  func receiving<Answer>(
    _ request: Request, _ field: UploadField,
    _ body: (_ fields: TextFields, _ files: [String: UploadedFile]) async throws -> Answer
  ) async throws -> Answer {
    defer { atWork.subtract(1, ordering: .relaxed) }
    guard atWork.add(1, ordering: .relaxed).newValue <= Self.maximumAtOnce else {
      throw SlipwayError(
        .tooManyRequests, "Too many uploads are at work; try again in a moment.", details: ["retryAfter": "10"])
    }
    if let announced = request.headers[.contentLength].flatMap(Int.init), announced > field.limit + Self.maximumField
    {
      throw Self.tooLarge(field)
    }
    let file = UploadFile(path: "\(directory)/incoming-\(RandomText.identifier())")
    do {
      let (fields, fileName) = try await read(request, field, into: file)
      let size = try await file.close()
      let files = fileName.map { [field.name: UploadedFile(path: file.path, fileName: $0, size: size)] } ?? [:]
      let answer = try await body(fields, files)
      await file.remove()
      return answer
    } catch {
      await file.remove()
      throw error
    }
  }

  /// Removes what an interrupted upload left behind.
  static func sweep(_ directory: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    for name in names where name.hasPrefix("incoming-") {
      try? FileManager.default.removeItem(atPath: "\(directory)/\(name)")
    }
  }

  private func read(
    _ request: Request, _ field: UploadField, into file: UploadFile
  ) async throws -> (TextFields, fileName: String?) {
    var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
    var form = PartialForm(field: field)
    for try await chunk in request.body {
      for event in try parser.feed(chunk.readableBytesView) {
        guard let bytes = try form.take(event) else { continue }
        try await file.append(bytes)
        guard file.size <= field.limit else { throw Self.tooLarge(field) }
      }
    }
    guard parser.isComplete else { throw SlipwayError(.badRequest, "The upload ended too early.") }
    return (TextFields(form.fields), form.fileName)
  }

  private static func tooLarge(_ field: UploadField) -> SlipwayError {
    SlipwayError(
      .payloadTooLarge, "\(field.name): the file is larger than \(field.limit >> 20) MiB.",
      details: [field.name: "must have at most \(field.limit >> 20) MiB"])
  }

  /// The form as far as it has come.
  private struct PartialForm {
    let field: UploadField
    var fields: [(name: String, value: String)] = []
    var fileName: String?
    private var name = ""
    private var text: [UInt8] = []
    private var isFile = false
    private var size = 0

    init(field: UploadField) { self.field = field }

    /// - Returns: bytes of the file; `nil` for everything else.
    mutating func take(_ event: MultipartParser.Event) throws -> [UInt8]? {
      switch event {
      case .began(let name, let fileName):
        self.name = name
        text = []
        isFile = name == field.name && fileName != nil
        guard isFile else { return nil }
        guard self.fileName == nil else { throw SlipwayError.invalid(name, "must come once") }
        self.fileName = fileName
      case .data(let bytes):
        if isFile { return bytes }
        size += bytes.count
        guard size <= UploadReceiver.maximumField else { throw ErrorResponse.tooLarge }
        text += bytes
      case .ended:
        guard !isFile else { return nil }
        guard !text.contains(0), let value = String(validating: text, as: UTF8.self) else {
          throw SlipwayError.invalid(name, "must be text")
        }
        fields.append((name, value))
      }
      return nil
    }
  }
}
