import SlipwayAnswers
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SlipwayCore
import SlipwayHost
import SlipwayProcedures

/// Receives multipart forms: fields into memory, the one file straight onto the disk.
final class UploadReceiver: Sendable {
  private static let maximumField = 1 << 20
  private let directory: String?
  private let limits: UploadLimits
  private let atWork = AtWork()

  /// - Parameter directory: where files arrive; made when it is missing. `nil` in a process that runs apart from those who
  ///   would read them.
  init(directory: String?, limits: UploadLimits = UploadLimits()) {
    self.directory = directory
    self.limits = limits
  }

  /// Who uploads, and what they must be allowed to before their file is taken.
  struct Sender: Sendable {
    var user: ID<User>
    /// Called with the fields that came before the file; clients that send the file first are checked after it.
    var admit: @Sendable (TextFields) async throws -> Void
  }

  /// Reads the form, calls `body`, and removes the file when `body` has left it where it was.
  /// - Throws: ``SlipwayError`` `payloadTooLarge`, `badRequest`, `tooManyRequests`, `timeout`, and what `body` throws.
  func receiving<Answer>(
    _ request: Request, _ field: UploadField, from sender: Sender,
    _ body: (_ fields: TextFields, _ files: [String: UploadedFile]) async throws -> Answer
  ) async throws -> Answer {
    guard let directory else { throw SlipwayError.apart }
    let names = [(name: "user:\(sender.user)", limit: limits.atOncePerUser), (name: "all", limit: limits.atOnce)]
    guard atWork.enter(names) else {
      throw SlipwayError(
        .tooManyRequests, "Too many uploads are at work; try again in a moment.", details: ["retryAfter": "10"])
    }
    defer { atWork.leave(names) }
    if let announced = request.headers[.contentLength].flatMap(Int.init), announced > field.limit + Self.maximumField
    {
      throw Self.tooLarge(field)
    }
    let path = "\(directory)/incoming-\(RandomText.identifier())"
    do {
      let received = try await UploadPace(limits).during { progress in
        try await self.read(request, field, sender, into: path, progress)
      }
      let file = UploadedFile(path: path, fileName: received.fileName ?? "", size: received.size)
      let answer = try await body(received.fields, received.fileName == nil ? [:] : [field.name: file])
      await UploadFile(path: path).remove()
      return answer
    } catch {
      await UploadFile(path: path).remove()
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

  /// What came.
  private struct Received: Sendable {
    var fields: TextFields
    var fileName: String?
    var size: Int
  }

  private func read(
    _ request: Request, _ field: UploadField, _ sender: Sender, into path: String, _ progress: UploadPace.Progress
  ) async throws -> Received {
    var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
    var form = PartialForm(field: field)
    let file = UploadFile(path: path)
    for try await chunk in request.body {
      progress.note(chunk.readableBytes)
      for event in try parser.feed(chunk.readableBytesView) {
        if form.isBegun(by: event) { try await sender.admit(TextFields(form.fields)) }
        guard let bytes = try form.take(event) else { continue }
        try await file.append(bytes)
        guard file.size <= field.limit else { throw Self.tooLarge(field) }
      }
    }
    guard parser.isComplete else { throw SlipwayError(.badRequest, "The upload ended too early.") }
    return Received(fields: TextFields(form.fields), fileName: form.fileName, size: try await file.close())
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

    /// Whether the file begins here.
    func isBegun(by event: MultipartParser.Event) -> Bool {
      if case .began(field.name, .some) = event { true } else { false }
    }

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
