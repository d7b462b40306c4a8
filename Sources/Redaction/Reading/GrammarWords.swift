/// Words of grammar, slang and law, and those that name nobody.
extension CueWords {
    static let grammar: [(Cue, String)] = [
        (.inPlace, "in at from near to around outside toward towards en desde hacia a hasta via through leaving left"),
        (
            .determiner,
            "the a an my his her their our your this that el la los las un una mi su sus tu nuestro nuestra mis"
        ),
        (.be, "is was were be been am im i'm are es era soy fue estaba being"),
        (
            .functionEnglish,
            """
            the a an and or but nor so if then than that this these those of in on at by for from to with without into onto
            over under after before since until till during between among against through about above below around as not no
            yes i me my mine myself we us our you your he him his she her hers it its they them their who whom whose which
            what when where why how is am are was were be been being have has had do does did done will would can could shall
            should may might must there here just only even still also too very more most much many some any each every all
            both few other another such own same now never ever always again once because while though although up down out
            off back one two get got go went gone said say says let make made know like dont didnt wont cant im ive aint yall
            he's she's it's that's i'm i've i'd i'll you're we're they're don't didn't can't won't wasn't isn't couldn't
            wouldn't ain't y'all there's what's who's let's doesn't haven't hasn't hadn't weren't aren't shouldn't well oh
            """
        ),
        (
            .functionSpanish,
            """
            el la los las un una unos unas y o pero ni que como cuando donde quien porque si no de del al a en con por para sin
            sobre entre hasta desde hacia tras yo tu el ella nosotros ellos ellas usted ustedes me te se nos le les lo mi
            mis su sus este esta estos estas ese esa eso esto aquel aquella muy mas menos tan ya todavia aqui alli ahi
            ahora nunca siempre tambien solo nada nadie algo alguien todo toda todos todas otro otra es era soy fue son
            estaba estoy esta hay habia he ha tengo tenia dije dijo digo pues luego despues antes asi entonces cada
            """
        ),
        (.connector, "of the de la las los del el y and for da do dos das du van von der den bin ibn al e st"),
        (
            .safe,
            """
            i god lord jesus christ allah bible quran koran scripture psalm psalms amen heaven dios senor virgen biblia america
            american americans internet english spanish ingles espanol tv ok okay christian christians catholic black white
            hispanic latina latino medicaid medicare google facebook instagram youtube whatsapp miranda zoom walmart
            lent sabbath satan devil holy state court judge english
            """
        ),
        (.sacred, "god lord jesus christ allah jehovah satan dios jesucristo cristo diosito"),
        (
            .safeAcronym,
            """
            i a ok tv dna hiv aids ptsd er icu ice cps fbi uscis ins dhs doc cia irs dea atf da das pd po ao ad bc am pm id ids
            cd dvd atm gps usa us uk eu un co cos rn md phd ged ba bs ma mba ceo hr it pc lgbt lgbtq ssi ssn faq vip rip
            asap diy dv tro por dui dwi cna lpn er ob obgyn stg su vawa daca tps sus wic snap hud va cctv pto pcp ngo
            nato sos suv std iv mri ct ekg adhd ocd bipoc phs shu seg ad-seg csw isbn covid unicef unesco
            """
        ),
        (
            .slang,
            """
            dont didnt wont cant im ive aint yall gonna wanna gotta cuz cause bc tho lol lmao maam wasnt isnt couldnt wouldnt
            doesnt thats whats hes shes theyre theres whos lets nah yeah yea ya yo bro sis homie finna tryna bout em til
            smh idk omg hrs yrs ptl pt nobodys somethin nothin goin doin havin thru ur u r n alot kinda sorta lil prolly havent hasnt shouldnt
            werent arent hadnt youre youve weve theyve id ill wed pa ta toy q k xq pq porfa mija mijo mijito mijita
            everybodys ok okay lockup commissary bunkie celly chowhall texted texting cellphone email voicemail online website
            app facebook google wifi snitch perp caseworker bailiff kiddo mommy momma mama papi mami ma'am o'clock hmm uh um
            mm mhm uh-huh ahh ooh wow ugh hey ain't y'all blog podcast videos selfie internet coronavirus covid doula tamales
            """
        ),
        (
            .legal,
            """
            applicant applicants convention article court government judgment domestic proceedings complaint violation
            alleged hearing appeal tribunal chamber rapporteur registrar respondent commission paragraph plaintiff
            defendant dismissed pursuant whereas
            """
        ),
    ]
}
