namespace BatchNorm.Claims;

/// <summary>What a claim is about is not in the results: they neither bear it out nor refute it.</summary>
/// <param name="message">What is missing, and what keeps it.</param>
public sealed class UntestableClaimException(string message) : Exception(message);
