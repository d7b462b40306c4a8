import Foundation
import SwiftCSV

let csv = try NamedCSV(url: URL(fileURLWithPath: CommandLine.arguments[1]), delimiter: .comma, loadColumns: false)
let data = try JSONSerialization.data(withJSONObject: csv.rows)
FileHandle.standardOutput.write(data)
