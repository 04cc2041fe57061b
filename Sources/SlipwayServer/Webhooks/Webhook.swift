package import SlipwayEngine

/// A provider of events: tells its own requests by their headers and reads what happened from their bodies.
///
/// A new provider is one file with one enum and a line in ``Webhooks/all``:
///
/// ```swift
/// /// Reads the pushes of Example.
/// enum ExampleWebhook: Webhook {
///   static func recognizes(_ request: WebhookRequest) -> Bool { request.headers["x-example-event"] != nil }
///   static func decode(_ request: WebhookRequest) -> WebhookEvent {
///     WebhookEvent(kind: .push(branch: "main"), title: "A change")
///   }
/// }
/// ```
package protocol Webhook: Sendable {
  /// Whether the request came from this provider.
  static func recognizes(_ request: WebhookRequest) -> Bool
  /// What happened. Pure; what the body lacks is left out, never guessed.
  static func decode(_ request: WebhookRequest) -> WebhookEvent
}
