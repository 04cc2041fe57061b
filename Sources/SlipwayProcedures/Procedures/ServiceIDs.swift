package import SlipwayAnswers
package import SlipwayCore

/// Which services an input may name.
package protocol ServiceRange: SendableMetatype {
  static var words: [ServiceWord] { get }
}

/// Services of every kind.
package enum EveryService: ServiceRange {
  package static let words = ServiceWord.allCases
}

/// The services that an input names, each in a field of its own: `applicationId`, `postgresId` and so on.
package struct ServiceIDs<Range: ServiceRange>: Codable, Sendable {
  /// One that was named.
  package struct Named: Sendable {
    package var word: ServiceWord
    package var id: ID<Deployable>

    var subject: Subject { word.subject(id) }
  }

  package var named: [Named]

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: FlatKey.self)
    named = try Range.words.compactMap { word in
      try fields.decodeIfPresent(ID<Deployable>.self, forKey: FlatKey(word.idField)).map { Named(word: word, id: $0) }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: FlatKey.self)
    for one in named { try fields.encode(one.id, forKey: FlatKey(one.word.idField)) }
  }
}
