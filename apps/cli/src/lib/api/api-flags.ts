/** The flags of `leasehold api` itself; everything else on its line is the method's. */
export interface ApiFlags {
  param: string[];
  field: string[];
  body?: string;
  upload?: string;
  uploadType?: "simple" | "multipart" | "resumable";
  mediaType?: string;
  uploadSession?: string;
  output?: string;
  pageAll?: boolean;
  limit?: number;
  dryRun?: boolean;
  token?: string;
  serviceAccount?: string;
  subject?: string;
  applicationDefault?: boolean;
  anonymous?: boolean;
  key?: string;
  scopes?: string[];
  rootUrl?: string;
  discoveryUrl?: string;
  help?: boolean;
}
