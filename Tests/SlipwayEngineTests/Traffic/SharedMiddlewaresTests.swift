import SlipwayEngine
import Testing

@Suite struct SharedMiddlewaresTests {
  @Test func `The redirect names the port only when it is another than 443`() throws {
    let usual = SharedMiddlewares.document(httpsPort: 443).http.middlewares?["redirect-to-https"]?.redirectScheme
    #expect(usual?.port == nil)
    #expect(usual?.permanent == true)
    let other = try SharedMiddlewares.document(httpsPort: 8443).yaml()
    #expect(other.contains("port: '8443'"))
    #expect(!other.contains("routers"))
  }
}
