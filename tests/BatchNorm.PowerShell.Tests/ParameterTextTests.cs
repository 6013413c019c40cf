using System.Management.Automation;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>What parameters make of texts: never another number or name than the one that was meant.</summary>
public sealed class ParameterTextTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Quick = "-DatasetPath $tiny -HiddenLayer 8 -TrainingBatches 2 -BatchesPerSample 1 -ThrottleLimit 1";

    public static TheoryData<string> AllCultures => Cultures.All;

    /// <summary>A parameter that is added without the module's reading fails here.</summary>
    [Fact]
    public void Every_number_and_name_of_every_cmdlet_is_read_in_the_modules_one_way()
    {
        ScriptResult result = module.Run("Get-Command -Module BatchNorm");

        result.ThrowIfFailed();
        var common = Cmdlet.CommonParameters.Concat(Cmdlet.OptionalCommonParameters).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] unread =
        [
            .. from cmdlet in result.Output.Select(output => (CommandInfo)output.BaseObject)
               from parameter in cmdlet.Parameters.Values
               where !common.Contains(parameter.Name) && IsRead(parameter)
               where !parameter.Attributes.Any(attribute => IsReading(attribute, parameter.ParameterType))
               select $"{cmdlet.Name} -{parameter.Name}",
        ];

        Assert.Contains(result.Output, cmdlet => cmdlet.ToString() == "Compare-BatchNorm");
        Assert.Empty(unread);
    }

    private static bool IsRead(ParameterMetadata parameter)
    {
        Type one = One(parameter.ParameterType);
        bool isSwitchOfRows = one == typeof(SwitchParameter) && parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName);
        return one.IsEnum || one == typeof(double) || one == typeof(float) || one == typeof(int) || one == typeof(long) || one == typeof(bool) || isSwitchOfRows;
    }

    private static Type One(Type type) => (type.IsArray ? type.GetElementType()! : type) is var one && Nullable.GetUnderlyingType(one) is { } value ? value : one;

    private static bool IsReading(Attribute attribute, Type type) =>
        attribute.GetType().BaseType is { IsGenericType: true, Name: "SettingTextAttribute`1" } reading
        && (One(type) == typeof(SwitchParameter) || reading.GetGenericArguments()[0] == One(type))
        && type.IsArray == (bool)attribute.GetType().GetProperty("Several")!.GetValue(attribute)!;

    [Theory]
    [MemberData(nameof(AllCultures))]
    public void Texts_of_every_culture_are_read_as_they_were_meant(string culture)
    {
        PSObject comparison = module.Run(Cultures.In(culture, $"""
            Compare-BatchNorm {Quick} -LearningRate '{Cultures.Write(0.01, culture)}' -WeightScale '0.05' -Epsilon '1E-05' -Decay '0,5' -Seed '-3' -Activation silu -Engine SIMD
            """)).Only();

        Assert.Equal(
            (0.01, 0.05, 1e-5, 0.5, -3, "SiLU"),
            (comparison.Value<double>("LearningRate"), comparison.Value<double>("WeightScale"), comparison.Value<double>("Epsilon"),
                comparison.Value<double>("Decay"), comparison.Value<int>("Seed"), comparison.Value<string>("Activation")));
    }

    [Theory]
    [MemberData(nameof(AllCultures))]
    public void Lists_in_one_text_are_several_values(string culture)
    {
        ScriptResult result = module.Run(Cultures.In(culture, $"Compare-BatchNorm {Quick} -Activation 'Sigmoid,Tanh' -LearningRate '0.5,1' -Seed '1, 3' -HiddenLayer '6,5'".Replace("-HiddenLayer 8 ", "", StringComparison.Ordinal)));

        result.ThrowIfFailed();
        Assert.Equal(
            ["Sigmoid 0.5 1", "Sigmoid 0.5 3", "Sigmoid 1 1", "Sigmoid 1 3", "Tanh 0.5 1", "Tanh 0.5 3", "Tanh 1 1", "Tanh 1 3"],
            result.Output.Select(c => System.FormattableString.Invariant($"{c.Value<string>("Activation")} {c.Value<double>("LearningRate")} {c.Value<int>("Seed")}")).Order(StringComparer.Ordinal));
        Assert.All(result.Output, comparison => Assert.Equal("6,5", comparison.Value<string>("HiddenLayer")));
    }

    [Theory]
    [MemberData(nameof(AllCultures))]
    public void Lists_of_texts_and_real_values_stay_what_they_are(string culture)
    {
        ScriptResult result = module.Run(Cultures.In(culture, $"Compare-BatchNorm {Quick} -Activation 'ReLU', Tanh -LearningRate '1,5', 0.25, 2"));

        result.ThrowIfFailed();
        Assert.Equal([0.25, 0.25, 1.5, 1.5, 2, 2], result.Output.Select(comparison => comparison.Value<double>("LearningRate")).Order());
    }

    [Fact]
    public void One_number_or_two_is_an_error_that_says_what_to_write_where_it_can_be_both()
    {
        ErrorRecord error = module.Run(Cultures.In("en-US", $"Compare-BatchNorm {Quick} -LearningRate '1,2'")).Error();

        Assert.IsAssignableFrom<ParameterBindingException>(error.Exception);
        Assert.Contains("Write 1.2 for one", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(1.2, module.Run(Cultures.In("de-DE", $"Compare-BatchNorm {Quick} -LearningRate '1,2'")).Only().Value<double>("LearningRate"));
    }

    [Theory]
    [InlineData("New-NeuralNet -Activation 'ReLU,Sigmoid'", "not one of ReLU, Sigmoid")]
    [InlineData("New-NeuralNet -Activation '5'", "not one of ReLU, Sigmoid")]
    [InlineData("New-NeuralNet -Engine 'Simd,Torch'", "not one of Auto, Simd, Torch")]
    [InlineData("New-NeuralNet -KernelSize '1,5'", "no whole number")]
    [InlineData("New-NeuralNet -WeightScale '1,234'", "1.234 or 1234")]
    [InlineData("New-InitialWeight -HiddenLayer '1,000'", "neither a whole number nor a list")]
    [InlineData("Get-LessonExperiment -Group '3'", "not one of Comparisons")]
    [InlineData("Compare-BatchNorm -TrainingBatches '1.000'", "no whole number")]
    [InlineData("Compare-BatchNorm -Dataset 'Mnist,Synthetic'", "not one of")]
    [InlineData("Measure-BatchNorm -InputObject 1 -Threshold '1,234'", "1.234 or 1234")]
    [InlineData("Export-AccuracyPlot x.png -InputObject 1 -Band 'Range,StandardError'", "not one of None")]
    public void What_is_no_value_of_a_parameter_is_an_error_that_says_what_is(string script, string expected)
    {
        ErrorRecord error = module.Run(Cultures.In("en-US", script)).Error();

        Assert.IsAssignableFrom<ParameterBindingException>(error.Exception);
        Assert.Contains(expected, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_in_one_text_are_several_groups() => Assert.Equal(
        ["In15", "In17", "In19"], module.Run("Get-LessonExperiment -Group 'BadWeights,Sigmoid'").Output.Select(experiment => experiment.Value<string>("Name")));

    [Fact]
    public void Names_complete_as_PowerShell_users_know_and_may_be_cut_short()
    {
        const string Typed = "New-NeuralNet -Activation re";
        Assert.Equal("ReLU", module.Run($"(TabExpansion2 '{Typed}').CompletionMatches.CompletionText").Only().ToString());
        Assert.Equal("Sigmoid", module.Run("New-NeuralNet -Activation sig").Value<string>("Activation"));
    }

    [Theory]
    [InlineData("New-InitialWeight -WeightScale 1E-300")]
    [InlineData("New-NeuralNet -Epsilon 1e39")]
    [InlineData("Compare-BatchNorm -LearningRate 0")]
    public void What_float32_cannot_hold_is_told_with_what_it_can(string script) => Assert.Contains(
        "float32 can hold, from about 1.4E-45 to 3.4E+38", module.Run(script).Error().Exception.Message, StringComparison.Ordinal);
}
