namespace BatchNorm.Fuzz.Mutation;

/// <summary>Changes the values of texts into what tables and files of other programs, languages and accidents have there.</summary>
internal static class TextMutator
{
    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1", "0,01", "1.000,5", "1e308", "1e-308", "1e999", "NaN", "-NaN", "Infinity", "-∞", "2147483648", "-2147483649",
        "99999999999999999999", "0x10", "True", "falsch", "null", "ReLU", "Sigmoid,Tanh", "Torch", "Recurrent", "100,100", "1,,2",
        "2026-11-25", "00:00:01", "\u0661\u0662", "\u202e", "\ud83d\ude00", "\t", "'", "`", "$(1)", "<b>", "&amp;", new string('9', 400), new string('x', 2000),
    ];

    /// <summary>Another text in its place.</summary>
    public static string Mutate(Random random, string text) => random.Next(4) switch
    {
        0 when text.Length > 0 => text.Remove(random.Next(text.Length), 1),
        1 => text.Insert(random.Next(text.Length + 1), ((char)random.Next(32, 0x250)).ToString()),
        _ => Values[random.Next(Values.Length)],
    };
}
