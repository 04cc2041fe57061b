import Testing

@testable import SlipwayHost

@Suite struct StoredObjectTests {
  @Test func `what rclone lists is read line by line`() {
    let line =
      #"{"Path":"x.tar","Name":"x.tar","Size":12,"ModTime":"2026-11-26T10:41:40Z","IsDir":false,"Tier":"STANDARD"},"#
    let object = StoredObject(text: line, folder: "a/b")
    #expect(object?.key == "a/b/x.tar")
    #expect(object?.size == 12)
    let alone = "{\n\t\"Path\": \"x.tar\",\n\t\"Name\": \"x.tar\",\n\t\"Size\": 3,\n\t\"IsDir\": false\n}"
    #expect(StoredObject(text: alone, folder: "")?.size == 3)
    for other in ["null", "[", "]", "2026/11/26 ERROR : x", ""] {
      #expect(StoredObject(text: other, folder: "") == nil)
    }
  }

  @Test func `a long list keeps the names that sort last`() {
    var newest = NewestObjects(limit: 3)
    for number in (0..<100).shuffled() {
      let line = #"{"Path":"","Name":"\#(1000 + number)","Size":1,"IsDir":false}"#
      if let object = StoredObject(text: line, folder: "") { newest.add(object) }
    }
    #expect(newest.all.map(\.name) == ["1099", "1098", "1097"])
  }
}
