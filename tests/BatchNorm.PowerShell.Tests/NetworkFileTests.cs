using System.Buffers.Binary;
using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Text;
using BatchNorm.PowerShell.Hosting;

namespace BatchNorm.PowerShell;

/// <summary>Export-NeuralNet and Import-NeuralNet.</summary>
public sealed class NetworkFileTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const string Trained =
        "$net = New-NeuralNet -HiddenLayer 20 -BatchNorm -Name mine; $run = $net | Invoke-Training -DatasetPath $tiny -TrainingBatches 30 -LearningRate 0.1;";

    [Fact]
    public void A_network_comes_back_from_its_file_and_is_trained_on_and_tested()
    {
        ScriptResult result = module.Run($$"""
            {{Trained}}
            ($net | Export-NeuralNet $out/own.safetensors -PassThru).FullName
            $back = Import-NeuralNet $out/own.safetensors
            "$back"; "$net"
            ($back | Test-Network -DatasetPath $tiny).Accuracy; $run.TestAccuracy
            ($back | Invoke-Training -DatasetPath $tiny -TrainingBatches 5).FirstBatch
            """);

        result.ThrowIfFailed();
        Assert.Empty(result.Warnings);
        Assert.Equal(module.Out("own.safetensors"), result.Output[0].ToString());
        Assert.Equal(result.Output[1].ToString(), result.Output[2].ToString());
        Assert.Equal(result.Output[3].ToString(), result.Output[4].ToString());
        Assert.Equal(30, result.Output[5].BaseObject);
    }

    [Fact]
    public void What_a_file_of_the_module_says_cannot_be_said_otherwise_but_its_name_can()
    {
        ScriptResult result = module.Run($$"""
            {{Trained}}
            $net | Export-NeuralNet $out/said.safetensors
            (Import-NeuralNet $out/said.safetensors -Name other).Name
            Import-NeuralNet $out/said.safetensors -Activation Tanh -Epsilon 0.1
            """);

        Assert.Equal("other", Assert.Single(result.Output).ToString());
        Assert.Equal("InvalidSettings", result.ErrorId());
        Assert.Contains("said.safetensors", result.Error().Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Activation, -Epsilon", result.Error().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_PyTorch_wrote_is_trained_on_tested_and_exported()
    {
        File.WriteAllBytes(module.Out("torch.safetensors"), PyTorchFile);

        ScriptResult result = module.Run("""
            $net = Import-NeuralNet $out/torch.safetensors -Activation Tanh -HiddenLayer 3 -BatchNorm -Name torch
            "$net"
            $net.TrainedBatches
            ($net | Invoke-Training -DatasetPath $tiny -TrainingBatches 5).Name
            ($net | Test-Network -DatasetPath $tiny).Name
            ($net | Export-NeuralNet -Path $out/torch.onnx -Fold -PassThru).Length -gt 9000
            """);

        result.ThrowIfFailed();
        Assert.Equal(["torch (784-3-10 Tanh with batch normalization)", "0", "torch", "torch", "True"], result.Output.Select(output => output.ToString()));
        Assert.Contains("'fc1'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_imported_network_is_not_said_to_be_untrained_and_an_activation_not_given_is_told()
    {
        File.WriteAllBytes(module.Out("untold.safetensors"), PyTorchFile);

        ScriptResult result = module.Run("Import-NeuralNet $out/untold.safetensors | Test-Network -DatasetPath $tiny");

        result.ThrowIfFailed();
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("ReLU is taken", result.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_one_error_that_names_every_tensor_and_the_next_file_is_read()
    {
        File.WriteAllBytes(module.Out("misfit.safetensors"), PyTorchFile);

        ScriptResult result = module.Run($$"""
            {{Trained}}
            $net | Export-NeuralNet $out/next.safetensors
            Import-NeuralNet $out/misfit.safetensors -HiddenLayer 4
            Import-NeuralNet -Path $out/none.safetensors, $out/next.safetensors
            """);

        Assert.Equal(["NetworkMisfit", "PathNotFound"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("'fc1.weight' is [3, 784], and layer 1 needs [4, 784]", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Contains("'fc2.weight' is [10, 3], and layer 2 needs [10, 4]", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.NotNull(result.Errors[0].ErrorDetails.RecommendedAction);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_file_of_another_kind_is_told_with_how_it_is_converted()
    {
        File.WriteAllBytes(module.Out("model.pt"), [.. "PK\u0003\u0004"u8, .. new byte[40]]);

        ErrorRecord error = module.Run("Import-NeuralNet $out/model.pt").Error();

        Assert.StartsWith("InvalidNetworkFile", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("torch.save", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("safetensors.torch.save_file(model.state_dict(), 'x.safetensors')", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$net | Export-NeuralNet $out/x.pt", "UnknownNetworkFormat")]
    [InlineData("$net | Export-NeuralNet $out/x.safetensors -Fold", "InvalidSettings")]
    [InlineData("$net | Export-NeuralNet $out/no/x.onnx", "PathNotFound")]
    [InlineData("$net | Export-NeuralNet $out/there.onnx; $net | Export-NeuralNet $out/there.onnx -NoClobber", "NoClobber")]
    [InlineData("$gone = New-NeuralNet; $gone.Dispose(); $gone | Export-NeuralNet $out/gone.onnx", "NetworkDisposed")]
    public void What_cannot_be_exported_is_one_error(string script, string id) =>
        Assert.Equal(id, module.Run($"$net = New-NeuralNet -HiddenLayer 5; {script}").ErrorId());

    [Fact]
    public void The_second_network_of_a_pipeline_is_refused_and_the_first_stays()
    {
        ScriptResult result = module.Run("$two = New-NeuralNet -HiddenLayer 3; (New-NeuralNet -HiddenLayer 5, 4 -Name one), $two | Export-NeuralNet $out/two.safetensors; (Import-NeuralNet $out/two.safetensors).Name");

        Assert.Equal("PathTaken", result.ErrorId());
        Assert.Equal("one", result.Output[^1].ToString());
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        ScriptResult result = module.Run("New-NeuralNet -HiddenLayer 5 | Export-NeuralNet $out/whatif.onnx -WhatIf");

        result.ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.False(File.Exists(module.Out("whatif.onnx")));
    }

    [Fact]
    public void An_lstm_that_begins_with_noise_is_exported_with_a_word_about_it()
    {
        ScriptResult result = module.Run("New-NeuralNet -Architecture Recurrent -HiddenLayer 3 -BatchNorm | Export-NeuralNet $out/lstm.onnx -PassThru");

        Assert.Single(result.Output);
        Assert.Contains("'initial_state'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Linear(784, 3), BatchNorm1d(3), Linear(3, 10), as safetensors.torch.save_file writes their tensors.</summary>
    private static byte[] PyTorchFile
    {
        get
        {
            (string Name, int[] Shape)[] tensors =
            [
                ("bn1.bias", [3]), ("bn1.running_mean", [3]), ("bn1.running_var", [3]), ("bn1.weight", [3]),
                ("fc1.bias", [3]), ("fc1.weight", [3, 784]), ("fc2.bias", [10]), ("fc2.weight", [10, 3]),
            ];
            var random = new Random(3); // seeded: the algorithm of System.Random(int) never changes
            var values = new List<float>();
            var header = new StringBuilder("""{"__metadata__":{"format":"pt"}""");
            foreach ((string name, int[] shape) in tensors)
            {
                int begin = values.Count * sizeof(float);
                for (int i = shape.Aggregate(1, (product, length) => product * length); i > 0; i--)
                    values.Add((float)random.NextDouble());
                header.Append(FormattableString.Invariant(
                    $",\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{begin},{values.Count * sizeof(float)}]}}"));
            }

            byte[] json = Encoding.UTF8.GetBytes(header.Append('}').ToString());
            var prefix = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)json.Length);
            return [.. prefix, .. json, .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)).ToArray()];
        }
    }
}
