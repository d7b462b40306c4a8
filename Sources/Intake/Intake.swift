import Hummingbird
import Mustache

@main struct Intake { static func main() {} }
