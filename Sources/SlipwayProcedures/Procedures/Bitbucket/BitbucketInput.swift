package import SlipwayCore

/// The input of what concerns one account at Bitbucket.
package struct BitbucketInput: Codable, Sendable {
  package var bitbucketId: ID<GitProvider>

  package init(bitbucketId: ID<GitProvider>) { self.bitbucketId = bitbucketId }
}
