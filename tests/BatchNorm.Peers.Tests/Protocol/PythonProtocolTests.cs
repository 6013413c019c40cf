using System.Text.Json;
using BatchNorm.Settings;

namespace BatchNorm.Peers.Protocol;

/// <summary>
/// The peer in Python sees no compiler, and runs only where PyTorch is: that both sides of the protocol use the same keys is
/// checked in its source.
/// </summary>
public sealed class PythonProtocolTests
{
    private static readonly Experiment Any = new();

    private static readonly Dictionary<string, PeerRequest> Requests = new()
    {
        ["train"] = new TrainRequest(Any, UseBatchNorm: true, Images: 1),
        ["steps"] = new StepsRequest(Any, UseBatchNorm: true, Seconds: 1),
        ["infer"] = new InferRequest(Any, UseBatchNorm: true, Images: 1, Seconds: 1),
        ["pair"] = new PairRequest(Any),
    };

    [Fact]
    public void Python_reads_settings_by_the_names_they_are_written_by()
    {
        string[] read = PythonScript.KeysReadOf("experiment");

        Assert.Contains("hiddenLayer", read);
        Assert.Empty(read.Except(KeysOf(Written(Requests["pair"]).GetProperty("experiment"))));
    }

    [Fact]
    public void Python_reads_everything_else_of_a_request_by_its_name()
    {
        string[] written = [.. Requests.Values.SelectMany(request => KeysOf(Written(request))).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(written, PythonScript.KeysReadOf("request"));
    }

    [Fact]
    public void Python_answers_every_kind_of_request()
    {
        Assert.Equal(Requests.Keys.Order(StringComparer.Ordinal), PythonScript.Answers.Keys.Order(StringComparer.Ordinal));
        Assert.All(Requests, pair => Assert.Equal(pair.Key, Written(pair.Value).GetProperty("kind").GetString()));
    }

    [Fact]
    public void Every_answer_of_Python_is_one_that_is_understood()
    {
        Assert.Equal(KeysOf(Written(new TrainAnswer(1, 1, 1))), PythonScript.KeysReturnedBy(PythonScript.Answers["train"]));
        Assert.All(
            (string[])["steps", "infer", "pair"],
            kind => Assert.Equal(KeysOf(Written(new RateAnswer(1))), PythonScript.KeysReturnedBy(PythonScript.Answers[kind])));
        Assert.Equal([KeysOf(Written(new Greeting("", 1))), KeysOf(Written(new Failure("", false)))], PythonScript.KeysSaid);
    }

    private static JsonElement Written<T>(T message)
    {
        using var document = JsonDocument.Parse(Line.Of(message));
        return document.RootElement.Clone();
    }

    private static string[] KeysOf(JsonElement message) =>
        [.. message.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];
}
