using QdC.Samples.Randomness;

namespace QdC.Samples.People;

/// <summary>Where a person's name and document come from.</summary>
internal sealed record Origin(string Nationality, string[] Women, string[] Men, string[] Surnames);

/// <summary>Names as they stand in Catalan registers: Catalan, Spanish and of the largest groups from abroad.</summary>
internal static class Names
{
    /// <summary>People with Spanish nationality.</summary>
    public static readonly Origin Local = new(
        "spanish",
        [
            "Maria", "Montserrat", "Núria", "Anna", "Marta", "Laia", "Mercè", "Dolors", "Carme", "Rosa", "Josefa",
            "Teresa", "Francesca", "Júlia", "Paula", "Carla", "Aina", "Emma", "Lluïsa", "Antònia", "Pilar", "Isabel",
            "Encarnació", "Remei", "Neus", "Gemma",
        ],
        [
            "Josep", "Joan", "Antoni", "Jordi", "Marc", "Pau", "Pere", "Miquel", "Francesc", "Ramon", "Lluís", "Manuel",
            "Albert", "David", "Arnau", "Biel", "Oriol", "Xavier", "Rafael", "Jaume", "Enric", "Salvador", "Andrés", "Juan",
        ],
        [
            "García", "Martínez", "López", "Sánchez", "Rodríguez", "Fernández", "Pérez", "González", "Ruiz", "Moreno",
            "Vila", "Serra", "Puig", "Roca", "Soler", "Ferrer", "Casals", "Bosch", "Prat", "Vidal", "Ribas", "Solé",
            "Farré", "Pujol", "Mas", "Torres", "Navarro", "Domènech", "Llop", "Sabaté", "Giné", "Rovira", "Jiménez",
        ]
    );

    /// <summary>People from abroad, by nationality group.</summary>
    public static readonly Origin[] Abroad =
    [
        new(
            "non_eu",
            ["Fatima", "Khadija", "Aicha", "Salma", "Naima", "Malika"],
            ["Mohamed", "Ahmed", "Youssef", "Rachid", "Hassan", "Omar"],
            ["El Amrani", "Benali", "Haddad", "Ziani", "El Idrissi", "Bouazza", "Chakir"]
        ),
        new(
            "non_eu",
            ["Yolanda", "Luz Marina", "Daniela", "Katherine", "Wendy"],
            ["Wilson", "Jefferson", "Carlos", "Edwin", "Brayan"],
            ["Quispe", "Mejía", "Zelaya", "Restrepo", "Mamani", "Cárdenas", "Ordóñez"]
        ),
        new(
            "eu",
            ["Ioana", "Elena", "Mihaela", "Giulia"],
            ["Andrei", "Ionut", "Florin", "Marco"],
            ["Popescu", "Ionescu", "Munteanu", "Rossi", "Dumitru"]
        ),
        new(
            "non_eu",
            ["Fatoumata", "Mariama", "Awa"],
            ["Mamadou", "Lamin", "Ousmane"],
            ["Jallow", "Ceesay", "Traoré", "Camara", "Sow"]
        ),
    ];

    /// <summary>A name as somebody in a hurry types it again: one letter doubled, dropped or swapped.</summary>
    public static string Retyped(string name, Dice dice)
    {
        if (name.Length < 4)
            return name + name[^1];
        var at = dice.Between(1, name.Length - 2);
        return dice.Between(0, 2) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, name[at].ToString()),
            _ => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
        };
    }
}
