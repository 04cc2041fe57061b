package import Foundation
import NIOSSL
package import SlipwayCore

/// A certificate with those that vouch for it and its key: read, and held against each other.
package struct CertificateChain: Sendable {
  /// The DNS names in it, lowercase.
  package let hosts: [String]
  package let notBefore: Date
  package let notAfter: Date
  /// The certificates as PEM, and nothing else of what was typed.
  package let chain: String
  package let privateKey: Secret

  private static let maximumSize = 128 * 1024
  private static let maximumCount = 10

  /// - Throws: ``SlipwayError`` `badRequest` naming `certificateData` or `privateKey`; never with a word of the key.
  package init(chain typed: String, privateKey key: String) throws {
    let blocks = try Self.certificates(typed)
    let certificates = try blocks.map { block in
      do {
        return try NIOSSLCertificate(bytes: block.bytes, format: .der)
      } catch {
        throw SlipwayError.invalid("certificateData", "has a certificate that cannot be read")
      }
    }
    try Self.checkOrder(blocks)
    privateKey = try Self.check(key, against: certificates)
    hosts = Self.hosts(of: certificates[0])
    guard !hosts.isEmpty else {
      throw SlipwayError.invalid("certificateData", "names no host (subjectAltName), so no browser would accept it")
    }
    notBefore = Date(timeIntervalSince1970: TimeInterval(certificates[0].notValidBefore))
    notAfter = certificates.map { Date(timeIntervalSince1970: TimeInterval($0.notValidAfter)) }.min() ?? notBefore
    chain = blocks.map(\.text).joined()
  }

  /// - Throws: ``SlipwayError`` `badRequest` naming `certificateData` when a browser would refuse it at that time.
  package func checkDates(at now: Date) throws {
    guard notAfter > now else {
      throw SlipwayError.invalid("certificateData", "expired on \(notAfter.formatted(.iso8601)); upload a newer one")
    }
    guard notBefore <= now else {
      throw SlipwayError.invalid("certificateData", "is not valid before \(notBefore.formatted(.iso8601))")
    }
  }

  private static func certificates(_ typed: String) throws -> [PEMBlock] {
    guard typed.utf8.count <= maximumSize, let blocks = PEMBlock.all(in: typed), !blocks.isEmpty,
      blocks.count <= maximumCount
    else {
      throw SlipwayError.invalid(
        "certificateData", "must be PEM: '-----BEGIN CERTIFICATE-----' and so on, at most \(maximumCount) of them")
    }
    guard !blocks.contains(where: { $0.label.contains("PRIVATE") }) else {
      throw SlipwayError.invalid("certificateData", "has a private key in it; that belongs in privateKey only")
    }
    guard blocks.allSatisfy({ $0.label == "CERTIFICATE" }) else {
      throw SlipwayError.invalid("certificateData", "may have certificates only")
    }
    return blocks
  }

  /// Each certificate must be issued by the one that follows it.
  private static func checkOrder(_ blocks: [PEMBlock]) throws {
    let names = blocks.map(Self.names)
    guard names.allSatisfy({ $0 != nil }) else {
      throw SlipwayError.invalid("certificateData", "has a certificate that cannot be read")
    }
    for (place, (one, next)) in zip(names, names.dropFirst()).enumerated() where one?.issuer != next?.subject {
      throw SlipwayError.invalid(
        "certificateData",
        "is out of order: certificate \(place + 2) did not issue certificate \(place + 1); the host's comes first")
    }
  }

  /// Issuer and subject as they are encoded.
  private static func names(_ block: PEMBlock) -> (issuer: [UInt8], subject: [UInt8])? {
    var outer = DERReader(block.bytes[...])
    guard let certificate = outer.next() else { return nil }
    var parts = DERReader(certificate.content)
    guard let signed = parts.next() else { return nil }
    var fields = DERReader(signed.content)
    guard var field = fields.next() else { return nil }
    // The version is left out of the oldest kind.
    if field.tag == 0xa0 {
      guard let serial = fields.next() else { return nil }
      field = serial
    }
    guard field.tag == 0x02, fields.next() != nil, let issuer = fields.next(), fields.next() != nil,
      let subject = fields.next()
    else { return nil }
    return (Array(issuer.whole), Array(subject.whole))
  }

  private static func check(_ typed: String, against certificates: [NIOSSLCertificate]) throws -> Secret {
    guard !typed.contains("ENCRYPTED") else {
      throw SlipwayError.invalid("privateKey", "has a passphrase; remove it with `openssl pkey -in key.pem`")
    }
    guard typed.utf8.count <= maximumSize, let blocks = PEMBlock.all(in: typed),
      let block = blocks.first(where: { $0.label.hasSuffix("PRIVATE KEY") }),
      let key = try? NIOSSLPrivateKey(bytes: Array(block.text.utf8), format: .pem)
    else { throw SlipwayError.invalid("privateKey", "must be a private key as PEM") }
    do {
      _ = try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key)))
    } catch {
      throw SlipwayError.invalid("privateKey", "does not belong to the first certificate")
    }
    return Secret(block.text)
  }

  private static func hosts(of certificate: NIOSSLCertificate) -> [String] {
    let names = (certificate._subjectAlternativeNames()).filter { $0.nameType == .dnsName }
      .map { String(decoding: $0.contents, as: UTF8.self).lowercased() }
    let isHost = { (name: String) in
      (try? Hostname.normalize(name.hasPrefix("*.") ? String(name.dropFirst(2)) : name)) != nil
    }
    return names.filter(isHost)
  }
}
