/// Words for people, what they do and how they are called.
extension CueWords {
    static let people: [(Cue, String)] = [
        (
            .title,
            """
            mr mrs ms miss mx dr doctor prof professor judge justice officer ofc sergeant sgt lieutenant lt captain capt
            deputy detective det sheriff trooper agent warden superintendent counselor attorney atty lawyer pastor
            reverend rev father fr sister brother bishop imam rabbi chaplain nurse sir madam madame lady commissioner
            senator governor mayor president coach principal corporal cpl private pvt colonel col major general gen
            sr sra srta senor senora senorita don dona juez jueza oficial licenciado licenciada lic abogado abogada
            doctora dra profesor profesora profe maestra maestro padre hermana hermano pastora sargento teniente
            capitan agente detective comandante enfermera fiscal defensor defensora ingeniero ingeniera reverendo
            monsieur mme mlle herr frau ustad sheikh ba ong co cos inspector constable prosecutor magistrate
            ba engineer alderman marshal investigator auntie aunt uncle tia tio
            """
        ),
        (
            .kin,
            """
            mother mom mama momma mum dad daddy father brother bro sister sis son daughter cousin aunt auntie uncle
            grandma grandmother granny grandpa grandfather grandson granddaughter grandbaby niece nephew husband wife
            boyfriend girlfriend ex partner fiance fiancee baby babies kid kids child children boy girl twin twins friend homegirl
            cellmate bunkie bunky bunkies celly cellie cellies codefendant bestie roommate neighbor godmother godfather stepfather stepmother stepdad stepson stepdaughter
            madre mami mama papa padre papi hermano hermana hijo hija hijos hijas primo prima tia tio abuela abuelo
            nieto nieta sobrino sobrina marido esposo esposa novio novia pareja amiga amigo companera companero comadre
            compadre vecina vecino cunada cunado suegra suegro padrastro madrastra nino nina nena nene bebe gemelas gemelos
            oldest youngest middle eldest firstborn sons daughters brothers sisters cousins
            """
        ),
        (
            .loneKin,
            "mom mama momma mum dad daddy granny grandma grandpa auntie mami papi papa abuela abuelo mother father nana"
        ),
        (
            .named,
            """
            named called name names nickname nicknamed aka alias known call calls calling goes llamado llamada llamaba
            llaman llamo llama nombre apodo alias dicen decian conocida conocido apodada apodado dice
            """
        ),
        (.nickname, "big little lil lil' ol old baby young tiny chico chica gordo gorda flaco flaca"),
        (
            .family,
            """
            kids kid children child babies baby sons daughters boys girls brothers sisters siblings twins triplets
            grandbabies grandchildren grandkids grandsons granddaughters daughter son hijos hijas ninos ninas nietos nietas
            hermanos hermanas gemelas gemelos gemelitos mellizos mellizas varones hembras muchachos muchachas varon hembra
            """
        ),
        (
            .occupation,
            """
            nurse aide assistant technician tech therapist teacher tutor coach instructor driver trucker hauler operator mechanic welder electrician
            plumber carpenter roofer painter mason bricklayer logger lumberjack miner driller rigger foreman supervisor cashier clerk teller bookkeeper
            accountant secretary receptionist janitor custodian housekeeper maid cleaner cook chef baker butcher waitress waiter bartender barista
            dishwasher server hostess stylist hairdresser barber beautician manicurist cosmetologist seamstress tailor weaver dancer singer musician
            drummer guitarist organist pianist actor actress photographer writer poet journalist reporter editor librarian archivist curator
            programmer engineer architect surveyor draftsman scientist biologist chemist researcher professor lecturer student intern apprentice farmer
            rancher farmhand fisherman shrimper trapper beekeeper gardener landscaper florist veterinarian vet groomer zookeeper jockey trainer midwife
            doula paramedic emt firefighter pharmacist dentist hygienist optician surgeon pathologist phlebotomist radiologist caregiver babysitter nanny
            salesman saleswoman salesperson agent broker realtor banker dispatcher courier mailman postman carrier pilot stewardess sailor deckhand
            captain conductor porter bellhop sawyer carillonneur sexton undertaker embalmer mortician gravedigger locksmith watchmaker jeweler potter
            glazier upholsterer tuner luthier interpreter translator transcriptionist stenographer paralegal bailiff diver lifeguard umpire referee
            picker packer sorter stocker loader janitress presser cutter inspector assembler machinist fitter blacksmith farrier tanner puppeteer clown
            mermaid magician soldier marine airman medic recruiter mechanic nun organizer lobbyist selectman alderman councilman councilwoman
            enfermera enfermero maestra maestro profesora profesor cocinera cocinero mesera mesero panadera panadero costurera sastre peluquera peluquero
            estilista barbero albanil carpintero electricista plomero soldador mecanico chofer taxista camionero obrera obrero campesina campesino
            jornalera jornalero pescador pescadora vendedora vendedor comerciante cajera cajero secretaria contadora contador recepcionista limpiadora
            conserje jardinero jardinera nineras ninera empleada partera comadrona curandera musico cantante bailarina fotografo periodista traductora
            interprete bibliotecaria ingeniera arquitecta veterinaria farmaceutica dentista obstetra socorrista bombero vigilante guardia mandador
            capataz mayordomo pastora tejedora alfarera zapatero carnicero tortillera lavandera planchadora operaria operario ensambladora maquiladora
            encargada encargado organista afinadora restauradora
            """
        ),
        (
            .sayVerb,
            """
            said says say told tell asked asks came comes went got took takes wrote writes called calls looked laughed cried
            dijo dice pregunto vino llego fue
            """
        ),
    ]
}
