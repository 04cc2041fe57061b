import HTTPTypes
import Hummingbird
import NIOCore
import SlipwayServer

/// Serves the browser's files below the digest of them all; a wrong digest is answered too, but not kept.
struct AssetRoutes {
  let assets: Assets

  func add(to router: Router<SlipwayRequestContext>) {
    router.get("/assets/:digest/**") { request, context in
      let isCurrent = context.parameters.get("digest") == assets.digest
      let name = context.parameters.getCatchAll().joined(separator: "/")
      guard let file = assets[name] else { return Response(status: .notFound) }
      let keeping = isCurrent ? "public, max-age=31536000, immutable" : "no-cache"
      return Response(
        status: .ok, headers: [.contentType: file.contentType, .cacheControl: keeping],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
  }
}
