import Redaction
import Testing

/// Names, numbers and addresses as people write them on a phone, dictate them, or break them over lines; rules alone.
@Suite struct `People's own spelling` {
    private func isFound(_ words: String, in text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        let needle = Array(words.unicodeScalars)
        let covered = Set(Redactor(usesModel: false).suggestions(in: text).flatMap { Array($0.range) })
        for start in scalars.indices where scalars[start...].starts(with: needle) {
            for offset in start..<(start + needle.count)
            where scalars[offset].properties.isAlphabetic || scalars[offset].properties.numericType != nil {
                if !covered.contains(offset) { return false }
            }
            return true
        }
        return false
    }

    @Test(arguments: [
        ("We stayed at 1109½ N. Poplar, rear, that year.", "1109½ N. Poplar, rear"),
        ("Meet me at 5513 w 54\nafter work", "5513 w 54"),
        ("Wait at the corner of Alder and Kuusiku 7 for me.", "Alder and Kuusiku 7"),
        ("Vive en la calle 30 # 8-41 con su tía.", "calle 30 # 8-41"),
        ("Estamos en el 88 de la Sargeant, segundo piso.", "88 de la Sargeant, segundo piso"),
        ("Vivíamos en el número quince, la de la puerta verde.", "número quince"),
        ("She lives on Via dei Fiorentini 17 now.", "Via dei Fiorentini 17"),
        ("Write to Box 112, Rural Route 4, please.", "Box 112, Rural Route 4"),
        ("They are on Four Mile Rd # 2210 still.", "Four Mile Rd # 2210"),
        ("HE LIVE AT 77 NE 59 ST WITH HIS AUNT AND THE BABY", "77 NE 59 ST"),
        (
            "i live at nine oh seven east tupelo street with my mom and my boys and the dog",
            "nine oh seven east tupelo street"
        ),
    ])
    func `gives an address away without a common word for it`(text: String, words: String) {
        #expect(isFound(words, in: text))
    }

    @Test(arguments: [
        ("mi número era efe cero nueve nueve cuatro uno siete y ya", "efe cero nueve nueve cuatro uno siete"),
        ("Call me at 413 triple five 0 1 7 2 after six.", "413 triple five 0 1 7 2"),
        ("email me brandistoops00 at example.com ok", "brandistoops00 at example.com"),
        ("it is marq dot blalock zero zero at example dot org thanks", "marq dot blalock zero zero at example dot org"),
        ("My number is W-\n00917, do not leave off the W.", "W-\n00917"),
        ("It was Case CR-2015-\n000832 then.", "CR-2015-\n000832"),
        ("The officer, badge number one one seven four, laughed.", "one one seven four"),
        ("I am in Edisto dorm rm 1107 now.", "Edisto dorm rm 1107"),
        ("moved to K-block, cell 4 today", "K-block, cell 4"),
    ])
    func `gives a number away in words, in parts, over a line's end`(text: String, words: String) {
        #expect(isFound(words, in: text))
    }

    @Test(arguments: [
        ("my ppl call me nay nay or vae and i was with him two years before any of it came out", "nay nay"),
        ("pregunten por tata en la tienda de la esquina y ella les dice todo lo que pasó ese día", "tata"),
        ("my sisters tiff an kaydence got the baby now and nobody tells me how he is doing", "tiff"),
        ("it was dr. guruswamy and r saravanan who came and they said nothing to me at all that day", "dr. guruswamy"),
        ("it was dr. guruswamy and r saravanan who came and they said nothing to me at all that day", "r saravanan"),
        (
            "everybody knows big marisol around there and she knows everybody too so that is how it got out",
            "big marisol"
        ),
        ("then jack herrick came in and sat down and said nothing to any of us until the morning", "jack herrick"),
        ("I saw Terrance \"T-Bone\" Ricks on Friday.", "Terrance \"T-Bone\" Ricks"),
        ("CHILDREN: Ximena (8), Mayowa (5).", "Mayowa"),
        (
            "vivo cerca del cereso de apizaquito con mi mamá y mis hermanos desde que salí de la casa",
            "cereso de apizaquito"
        ),
    ])
    func `gives a name away in small letters`(text: String, words: String) {
        #expect(isFound(words, in: text))
    }

    @Test(arguments: [
        ("my girls they 11 and 7 now", "11"), ("my girls they 11 and 7 now", "7"),
        ("She had her 10th birthday here.", "10th"),
        ("She says he's twenty and gone.", "twenty"), ("My son Cam is four and a half.", "four and a half"),
        ("Me vine en el noventa y seis, sola.", "noventa y seis"),
        ("It was the last week of october.", "last week of october"),
        ("I was the only woman on the asphalt crew in the county.", "only woman on the asphalt crew in the county"),
        ("Tengo tres hijos, uno de 14, otra de 9 y la bebé de 2.", "uno de 14, otra de 9 y la bebé de 2"),
    ])
    func `gives ages, days and rare places in life away`(text: String, words: String) {
        #expect(isFound(words, in: text))
    }

    @Test(arguments: [
        "They call me back when they want to, and I call them when I can.", "My name is not important here.",
        "The only thing I had was a coat, and I was the only one awake.",
        "Ask for help and they laugh; go by bus and it is late.",
        "We met at noon, at work, at home.", "She was the first to call, and one of us slept.",
    ])
    func `is no reason to suggest ordinary words`(text: String) {
        #expect(Redactor(usesModel: false).suggestions(in: text).isEmpty)
    }
}
