import SlipwayAnswers
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SlipwayProcedures

/// Makes JSON responses.
enum JSONAnswer {
  /// - Parameter data: `nil` is an empty body.
  static func of(_ data: Data?, status: HTTPResponse.Status = .ok) -> Response {
    let body = data.map { ResponseBody(byteBuffer: ByteBuffer(bytes: $0)) } ?? ResponseBody(byteBuffer: ByteBuffer())
    return Response(status: status, headers: [.contentType: "application/json"], body: body)
  }

  static func make(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    of(try WireOutput.encode(value), status: status)
  }
}

extension Request {
  /// The whole body.
  /// - Throws: ``SlipwayError`` `payloadTooLarge` above ``BodyLimit``, before it is read when the length is announced.
  func collectedBody() async throws -> Data {
    if let announced = headers[.contentLength].flatMap(Int.init), announced > BodyLimit.bytes {
      throw ErrorResponse.tooLarge
    }
    let buffer = try await body.collect(upTo: BodyLimit.bytes)
    return Data(buffer.readableBytesView)
  }

  /// The media type without parameters, in lowercase; empty when there is none.
  var mediaType: String {
    headers[.contentType].map { $0.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace } } ?? ""
  }
}
