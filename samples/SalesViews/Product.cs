namespace SalesViews;

/// <summary>A product, whose key is its id.</summary>
/// <param name="Name">What people call it.</param>
public sealed record Product(string Name);
