/// Words for numbers and money.
extension CueWords {
    static let numbers: [(Cue, String)] = [
        (
            .digit,
            "zero oh one two three four five six seven eight nine cero uno una dos tres cuatro cinco seis siete ocho nueve"
        ),
        (
            .number,
            """
            ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
            seventy eighty ninety diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte
            veintiuno veintiun veintiuna veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve treinta
            cuarenta cincuenta sesenta setenta ochenta noventa fourty
            """
        ),
        (
            .scale,
            "hundred thousand million cien ciento mil millon millones lakh lakhs cientos doscientos trescientos quinientos"
        ),
        (
            .ordinal,
            """
            first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
            fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth primero primer primera segundo segunda tercero tercera tercer cuarto cuarta quinto quinta sexto sexta septimo octavo noveno decimo
            """
        ),
        (
            .money,
            "dollar dollars bucks euro euros peso pesos dolares dolar cents pounds lempiras quetzales grand usd zlotys francs lira liras rubles roubles"
        ),
    ]
}
