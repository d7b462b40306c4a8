@main struct Review { static func main() {} }
