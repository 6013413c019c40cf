using System.Text.Json;
using BatchNorm.Peers.Measures;

namespace BatchNorm.Peers.Protocol;

/// <summary>
/// The peer in Python sees no compiler, and runs only where PyTorch is: that both sides of the protocol use the same keys is
/// checked in its source.
/// </summary>
public sealed class PythonProtocolTests
{
    private static readonly Dictionary<string, PeerRequest> Requests = new()
    {
        ["compare"] = new CompareRequest(InFour.Short),
        ["steps"] = new StepsRequest(InFour.Short, UseBatchNorm: true),
        ["evaluate"] = new EvaluateRequest(InFour.Short, Times: 1),
    };

    [Fact]
    public void Python_reads_every_setting_of_an_experiment_by_its_name() =>
        Assert.Equal(KeysOf(Written(Requests["compare"]).GetProperty("experiment")), PythonScript.KeysReadOf("experiment"));

    [Fact]
    public void Python_reads_everything_else_of_a_request_by_its_name()
    {
        string[] written = [.. Requests.Values.SelectMany(request => KeysOf(Written(request))).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(written, PythonScript.KeysReadOf("request"));
    }

    [Fact]
    public void Python_answers_the_kinds_of_request_that_every_peer_gets()
    {
        Assert.Equal(Requests.Keys.Order(StringComparer.Ordinal), PythonScript.Answers.Keys.Order(StringComparer.Ordinal));
        Assert.All(Requests, pair => Assert.Equal(pair.Key, Written(pair.Value).GetProperty("kind").GetString()));
    }

    [Fact]
    public void Every_answer_of_Python_is_one_that_is_understood()
    {
        var network = new NetworkAnswer(1, 1);

        Assert.Equal(KeysOf(Written(network)), PythonScript.KeysReturnedBy("train_and_test"));
        Assert.Equal(KeysOf(Written(new CompareAnswer(network, network, 1, 1))), PythonScript.KeysReturnedBy(PythonScript.Answers["compare"]));
        Assert.Equal(KeysOf(Written(new StepsAnswer(1))), PythonScript.KeysReturnedBy(PythonScript.Answers["steps"]));
        Assert.Equal(KeysOf(Written(new EvaluateAnswer([1]))), PythonScript.KeysReturnedBy(PythonScript.Answers["evaluate"]));
        Assert.Equal([KeysOf(Written(new Greeting("", 1))), KeysOf(Written(new Failure("")))], PythonScript.KeysSaid);
    }

    private static JsonElement Written<T>(T message)
    {
        using var document = JsonDocument.Parse(Line.Of(message));
        return document.RootElement.Clone();
    }

    private static string[] KeysOf(JsonElement message) =>
        [.. message.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)];
}
